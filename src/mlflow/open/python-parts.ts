/** What Python in the page needs to load a pyfunc model of a server, as mlflow.pyfunc.load_model loads it there. None of it runs here. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { readYaml } from "#base/read-yaml.ts";
import type { BundleFile, ModelBundle } from "#bundle/bundle.ts";
import { readBundleFile } from "#bundle/read-bundle-file.ts";
import { inspectPickle } from "#pickle/inspect-pickle.ts";
import { MAX_PICKLE_BYTES } from "#pickle/read-opcodes.ts";
import type { OpenedSource } from "#python/model-consent.ts";
import type { CodedModel, OwnArtifact } from "#wrapper/wrapper.ts";
import { signatureToJson } from "../signature-print.ts";
import { sourceDigest } from "../source-digest.ts";
import { type OpenModelOptions, textOf } from "./decoder.ts";
import { type ClassSource, classSource, type SourceText, sourcesOf } from "./open-pyfunc.ts";
import {
  asRecord,
  MAX_MLMODEL_BYTES,
  type OpenedMlmodel,
  readMlmodel,
  type YamlRecord,
} from "./read-mlmodel.ts";

/** Larger files of a model's own are not copied into Python's memory. */
const MOST_OWN_BYTES = 5 * 2 ** 20;
const GENAI_CONFIG = "genai_config.json";

/** From MLmodel. */
export interface ModelFacts {
  readonly name: string;
  readonly runId: string | null;
  readonly modelId: string | null;
  readonly artifactPath: string | null;
  readonly mlflowVersion: string | null;
  readonly created: string | null;
  readonly metadata: YamlRecord | null;
}

export type PythonParts = { readonly facts: ModelFacts } & (
  | { readonly pyfunc: PyfuncParts }
  | { readonly pipeline: PipelineParts }
);

interface PipelineParts {
  readonly task: string | null;
  /** JSON */
  readonly modelConfig: string;
  readonly promptTemplate: string | null;
}

export interface PyfuncParts {
  readonly loader: string;
  readonly module: string;
  readonly source: string;
  /** The Python that gives the model's object; null if the source names it by set_model. */
  readonly object: string | null;
  /** By their paths in code/. */
  readonly modules: readonly (readonly [string, string])[];
  readonly signature: CodedModel["signature"];
  readonly isOfTypeHints: boolean;
  /** JSON; null if there is none. */
  readonly modelConfig: string | null;
  readonly decoders: readonly {
    readonly key: string;
    readonly name: string;
    readonly files: readonly BundleFile[];
  }[];
  readonly own: readonly OwnArtifact[];
  readonly opened: OpenedSource;
  /** What the person is asked about. */
  readonly texts: readonly SourceText[];
}

/** @throws AppError "unsupported" saying why Python here cannot load it, "invalid-config", "invalid-bundle", "aborted". */
export async function pythonParts(
  { files }: Pick<ModelBundle, "files">,
  options: OpenModelOptions = {},
): Promise<PythonParts> {
  const text = await textOf(files, "MLmodel", MAX_MLMODEL_BYTES, options);
  const mlmodel = readMlmodel(text);
  const root = asRecord(readYaml(text, "MLmodel")) ?? {};
  const facts = factsIn(root);
  const flavor = mlmodel.flavors["python_function"];
  if (mlmodel.flavors["transformers"] !== undefined) return { facts, pipeline: pipelineIn(mlmodel) };
  const loader = flavor?.["loader_module"];
  if (
    flavor === undefined ||
    typeof loader !== "string" ||
    !/^mlflow\.pyfunc\.(model|loaders\.\w+)$/.test(loader)
  )
    throw cannotLoad(
      message`its flavors are ${Object.keys(mlmodel.flavors).join(", ")}, and Python in this page loads classes (pyfunc) and pipelines`,
    );
  const source = await classSource(files, flavor, options);
  const texts = await sourcesOf(source, files, flavor, options);
  if (source.code === null || texts === null)
    throw cannotLoad(
      message`its class is not in a Python file, and this page never runs bytecode from a pickle. Log it as models from code`,
    );
  const isFromCode = source.className === null;
  if (!isFromCode) await requireNoValues(files, flavor, options);
  const { signature } = mlmodel;
  return {
    facts,
    pyfunc: {
      loader,
      module: (source.path ?? "").split("/").at(-1)?.replace(/\.py$/, "") ?? "model",
      source: source.code,
      object: objectOf(source),
      modules: texts.flatMap(({ path, text: code }) => {
        const [, ...inside] = path.split("/");
        return inside.length === 0 ? [] : [[inside.join("/"), code] as const];
      }),
      signature: signature === null ? null : jsonOf(signature),
      isOfTypeHints: root["is_signature_from_type_hint"] === true,
      modelConfig: asRecord(flavor["config"]) ? JSON.stringify(flavor["config"]) : null,
      ...(await artifactsIn(files, flavor, options)),
      opened: { sha256: await sourceDigest(texts), files: texts.map(({ path }) => path) },
      texts,
    },
  };
}

function pipelineIn({ flavors, metadata }: OpenedMlmodel): PipelineParts {
  const task = flavors["transformers"]?.["inference_task"] ?? metadata["task"];
  const template = metadata["prompt_template"];
  return {
    task: typeof task === "string" ? task : null,
    modelConfig: JSON.stringify(asRecord(flavors["python_function"]?.["config"]) ?? {}),
    promptTemplate: typeof template === "string" ? template : null,
  };
}

function factsIn(root: YamlRecord): ModelFacts {
  const textIn = (name: string): string | null => {
    const value = root[name];
    return typeof value === "string" || typeof value === "number" ? String(value) : null;
  };
  const artifactPath = textIn("artifact_path");
  return {
    name: artifactPath?.split("/").at(-1) ?? "model",
    runId: textIn("run_id"),
    modelId: textIn("model_id"),
    artifactPath,
    mlflowVersion: textIn("mlflow_version"),
    created: textIn("utc_time_created"),
    metadata: asRecord(root["metadata"]),
  };
}

function jsonOf(signature: Parameters<typeof signatureToJson>[0]): CodedModel["signature"] {
  const { inputs, outputs, params } = signatureToJson(signature);
  return { inputs, outputs, params };
}

function objectOf({ className }: ClassSource): string | null {
  return className === null ? null : `${className}()`;
}

/** A pickle that holds more than the name of a class: to read it is to run it. */
async function requireNoValues(
  files: readonly BundleFile[],
  flavor: YamlRecord,
  { signal, fetch }: OpenModelOptions,
): Promise<void> {
  const pickle = files.find(({ path }) => path === flavor["python_model"]);
  if (pickle === undefined || pickle.sizeBytes > MAX_PICKLE_BYTES) throw valuesInPickle();
  const report = inspectPickle(
    await readBundleFile(pickle, { ...(signal && { signal }), ...(fetch && { fetch }) }),
  );
  if (report.importCount > 1 || report.lines.some((line) => /\b(BUILD|SETITEMS?|APPENDS?)\b/.test(line)))
    throw valuesInPickle();
}

function valuesInPickle(): AppError {
  return cannotLoad(
    message`its object has values in a pickle, which this page never runs. Log it as models from code, and set its values in load_context`,
  );
}

/** Each is a model for the page's engine, or small files of the model's own. */
async function artifactsIn(
  files: readonly BundleFile[],
  flavor: YamlRecord,
  { signal, fetch }: OpenModelOptions,
): Promise<Pick<PyfuncParts, "decoders" | "own">> {
  const decoders: PyfuncParts["decoders"][number][] = [];
  const own: OwnArtifact[] = [];
  let bytes = 0;
  for (const [key, entry] of Object.entries(asRecord(flavor["artifacts"]) ?? {})) {
    const named = asRecord(entry)?.["path"];
    // Windows wrote its own separators into MLmodel.
    const place = typeof named === "string" ? named.replaceAll("\\", "/").replace(/\/$/, "") : "";
    const name = place.split("/").at(-1) ?? key;
    const inside = files.flatMap((file) =>
      file.path === place
        ? [{ ...file, path: "" }]
        : file.path.startsWith(`${place}/`)
          ? [{ ...file, path: file.path.slice(place.length + 1) }]
          : [],
    );
    if (inside.some(({ path }) => path === GENAI_CONFIG)) {
      decoders.push({ key, name, files: inside });
      continue;
    }
    bytes += inside.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
    if (bytes > MOST_OWN_BYTES)
      throw cannotLoad(
        message`its artifact ${key} is larger than ${MOST_OWN_BYTES / 2 ** 20} MB, and is not a model that this page can run: such a model has a ${GENAI_CONFIG}`,
      );
    const copies = [];
    for (const file of inside) {
      const content = await readBundleFile(file, { ...(signal && { signal }), ...(fetch && { fetch }) });
      copies.push({ path: file.path, base64: base64(content) });
    }
    own.push({ key, name, files: copies });
  }
  return { decoders, own };
}

function base64(bytes: Uint8Array): string {
  let text = "";
  for (let at = 0; at < bytes.length; at += 0x8000)
    text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
  return btoa(text);
}

function cannotLoad(why: ReturnType<typeof message>): AppError {
  return new AppError("unsupported", message`Python in this page cannot load this model: ${why}.`);
}
