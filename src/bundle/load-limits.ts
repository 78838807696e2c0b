/** Why option 2's model does not load in some versions of onnxruntime-genai, although it runs in the page. */
import { message, type Message, type Wording } from "#base/message.ts";
import { isRecord } from "#base/record.ts";
import { type ConfigKeys, configKeys02, configKeys07, unknownKey } from "#genai/older/config-keys.ts";
import { type GraphExcess, graphLimits118, type GraphLimits } from "#genai/older/graph-limits.ts";

/** Versions of onnxruntime-genai before the page's own. */
export const OLDER_GENAI = ["0.2", "0.7"] as const;
export type OlderGenai = (typeof OLDER_GENAI)[number];

export interface LoadLimits {
  /** Why a version refuses it; null: it loads. */
  readonly older: Readonly<Record<OlderGenai, Wording | null>>;
  /** Another provider than the CPU's, in lower case, such as "cuda". */
  readonly provider: string | null;
}

interface Version {
  readonly keys: ConfigKeys;
  /** null: newer ones of ONNX Runtime run with it, too. */
  readonly graph: GraphLimits | null;
}

const VERSIONS: Readonly<Record<OlderGenai, Version>> = {
  "0.2": { keys: configKeys02, graph: graphLimits118 },
  "0.7": { keys: configKeys07, graph: null },
};

/**
 * @param config the JSON of genai_config.json.
 * @param excess what ONNX Runtime 1.18 does not know of its graph; null: nothing, or the graph was not read.
 */
export function loadLimits(config: unknown, excess: GraphExcess | null): LoadLimits {
  return {
    older: { "0.2": olderFault("0.2", config, excess), "0.7": olderFault("0.7", config, excess) },
    provider: providerOf(config),
  };
}

function olderFault(version: OlderGenai, config: unknown, excess: GraphExcess | null): Message | null {
  const { keys, graph } = VERSIONS[version];
  const key = unknownKey(config, keys);
  if (key !== null)
    return message`onnxruntime-genai ${version} cannot load this model: it does not know ${key} in genai_config.json.`;
  return excess && graph
    ? message`onnxruntime-genai ${version} cannot load this model: ${excessText(excess, graph.version)}.`
    : null;
}

function excessText(excess: GraphExcess, version: string): Message {
  switch (excess.kind) {
    case "opset":
      return message`its ONNX Runtime (${version}) does not know opset ${excess.opset} of the graph`;
    case "operator":
      return message`its ONNX Runtime (${version}) does not have the graph's operator ${excess.operator}`;
    case "inputs":
      return message`its ONNX Runtime (${version}) knows ${excess.known} inputs of ${excess.operator}, and the graph gives ${excess.inputs}`;
    case "attribute":
      return message`its ONNX Runtime (${version}) does not know the attribute ${excess.attribute} of the graph's operator ${excess.operator}`;
  }
}

/** The first in `model.decoder.session_options.provider_options` that is not the CPU. */
function providerOf(config: unknown): string | null {
  const options = fieldOf(fieldOf(fieldOf(config, "model"), "decoder"), "session_options");
  const providers = fieldOf(options, "provider_options");
  if (!Array.isArray(providers)) return null;
  for (const provider of providers as readonly unknown[]) {
    const name = isRecord(provider) ? Object.keys(provider)[0]?.toLowerCase() : undefined;
    if (name !== undefined && name !== "cpu") return name;
  }
  return null;
}

function fieldOf(value: unknown, name: string): unknown {
  return isRecord(value) ? value[name] : undefined;
}
