import { AppError } from "#base/errors.ts";
import { message, type Message, type Wording } from "#base/message.ts";
import { parseGenaiConfig } from "#genai/config.ts";
import type { ModelBundle } from "./bundle.ts";
import { findFile, findPipelineOnnx, weightFiles } from "./model-files.ts";
import { readBundleFile, readBundleJson, readBundleText, type ReadOptions } from "./read-bundle-file.ts";

/** Whether a bundle can serve an option, and if not, what is missing and what to do. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: Wording };

/** What the model cell shows of a bundle. */
export interface BundleReport {
  /** e.g. "Phi3ForCausalLM", from config.json; null where there is none. */
  readonly architecture: string | null;
  readonly contextLength: number | null;
  readonly vocabSize: number | null;
  readonly totalBytes: number;
  readonly fileCount: number;
  /** Option 1: transformers pipeline. */
  readonly transformers: Readiness;
  /** Option 2: generate() API. */
  readonly pyfunc: Readiness;
  /** The bundle's README.md, for "about this model". */
  readonly card: string | null;
}

const phi3Architecture = "Phi3ForCausalLM";

/** Cards are a few pages; a longer README.md is cut. */
const maxCardCharacters = 50_000;

/** What of config.json (transformers) says which model it is. */
interface ModelConfigJson {
  readonly architectures?: unknown;
  readonly max_position_embeddings?: unknown;
  readonly vocab_size?: unknown;
}

/** model.safetensors.index.json: which file holds which weight. */
interface WeightIndexJson {
  readonly weight_map?: unknown;
}

/** A file read and understood, absent, or there and faulty. */
type Read<Value> =
  | { readonly state: "read"; readonly value: Value }
  | { readonly state: "absent" }
  | { readonly state: "faulty"; readonly fault: Wording };

/** What genai_config.json tells that a bundle's fitness depends on. */
interface GenaiFacts {
  readonly modelType: string;
  readonly contextLength: number;
  readonly vocabSize: number;
  readonly onnxPath: string;
}

/**
 * Looks at a bundle's small files and its listing, and says what it can be used for.
 *
 * @throws AppError "aborted", and "network" or "invalid-bundle" when a file cannot be read; a missing or faulty file is no
 * error but a reason why an option is not ready.
 */
export async function inspectBundle(
  bundle: ModelBundle,
  signal?: AbortSignal,
  fetch?: typeof globalThis.fetch,
): Promise<BundleReport> {
  const options = { ...(signal === undefined ? {} : { signal }), ...(fetch === undefined ? {} : { fetch }) };
  const config = await readConfig(bundle, options);
  const genai = await readGenai(bundle, options);
  const genaiFacts = genai.state === "read" ? genai.value : null;
  const configJson = config.state === "read" ? config.value : null;
  return {
    architecture: architectureOf(configJson),
    contextLength: genaiFacts?.contextLength ?? integer(configJson?.max_position_embeddings),
    vocabSize: genaiFacts?.vocabSize ?? integer(configJson?.vocab_size),
    totalBytes: bundle.files.reduce((sum, file) => sum + file.sizeBytes, 0),
    fileCount: bundle.files.length,
    transformers: readiness(await transformersFault(bundle, config, genaiFacts, options)),
    pyfunc: readiness(pyfuncFault(bundle, genai)),
    card: await readCard(bundle, options),
  };
}

function readiness(reason: Wording | null): Readiness {
  return reason === null ? { ready: true } : { ready: false, reason };
}

async function transformersFault(
  bundle: ModelBundle,
  config: Read<ModelConfigJson>,
  genai: GenaiFacts | null,
  options: ReadOptions,
): Promise<Wording | null> {
  if (config.state === "absent") {
    return missing(bundle, "config.json", message`the original model's repository has it beside the weights`);
  }
  if (config.state === "faulty") return config.fault;
  const architecture = architectureOf(config.value);
  if (architecture !== phi3Architecture) {
    return message`config.json describes ${architecture ?? message`no architecture`}; option 1 is written for ${phi3Architecture}. Open a Phi-3 model.`;
  }
  const tokenizer = tokenizerFault(bundle);
  if (tokenizer !== null) return tokenizer;
  const weights = await weightFault(bundle, options);
  if (weights !== null) return weights;
  if (findPipelineOnnx(bundle, genai?.onnxPath ?? null) === undefined) {
    return missing(
      bundle,
      "onnx/model_q4.onnx",
      message`the page runs option 1 from ONNX; export it with optimum or the onnxruntime-genai model builder`,
    );
  }
  return null;
}

function pyfuncFault(bundle: ModelBundle, genai: Read<GenaiFacts>): Wording | null {
  if (genai.state === "absent") {
    return missing(
      bundle,
      "genai_config.json",
      message`the onnxruntime-genai model builder writes it; Microsoft's Phi-3 ONNX repositories have it in each of their folders, such as cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4`,
    );
  }
  if (genai.state === "faulty") return genai.fault;
  const { modelType, onnxPath } = genai.value;
  if (modelType !== "phi3") {
    return message`genai_config.json describes a model of type "${modelType}"; option 2 is written for "phi3". Open a Phi-3 model.`;
  }
  const tokenizer = tokenizerFault(bundle);
  if (tokenizer !== null) return tokenizer;
  if (findFile(bundle, onnxPath) === undefined) {
    return missing(bundle, onnxPath, message`genai_config.json names it as the model`);
  }
  return null;
}

function tokenizerFault(bundle: ModelBundle): Message | null {
  for (const path of ["tokenizer.json", "tokenizer_config.json"]) {
    if (findFile(bundle, path) === undefined) return missing(bundle, path, message`the tokenizer needs it`);
  }
  return null;
}

/** Weights in one safetensors file, or in the files that the index names. Pickled weights do not count: they would be code. */
async function weightFault(bundle: ModelBundle, options: ReadOptions): Promise<Wording | null> {
  const index = findFile(bundle, "model.safetensors.index.json");
  if (index === undefined) {
    return weightFiles(bundle).length > 0
      ? null
      : missing(bundle, "model.safetensors", message`option 1's MLflow model holds the weights in this form`);
  }
  const json = await attempt(async () => (await readBundleJson(index, options)) as WeightIndexJson);
  if (json.state === "faulty") return json.fault;
  const map = json.state === "read" ? json.value.weight_map : undefined;
  if (typeof map !== "object" || map === null) return message`${index.path} names no files (weight_map).`;
  const absent = [...new Set(Object.values(map))].filter(
    (path) => typeof path !== "string" || findFile(bundle, path) === undefined,
  );
  if (absent.length === 0) return null;
  return absent.length === 1
    ? message`${String(absent[0])} is missing, which ${index.path} names. Add it to the folder.`
    : message`${absent.join(", ")} are missing, which ${index.path} names. Add them to the folder.`;
}

/** Says what is missing, and points to the folder that has it where the person chose one too high. */
function missing(bundle: ModelBundle, path: string, why: Message): Message {
  const folders = bundle.files
    .filter((file) => file.path.endsWith(`/${path}`))
    .map((file) => file.path.slice(0, -path.length - 1));
  if (folders.length > 0) {
    return message`${path} is not at the top but in ${folders.join(", ")}. Open that folder instead.`;
  }
  return message`${path} is missing: ${why}. Add it to the folder.`;
}

async function readConfig(bundle: ModelBundle, options: ReadOptions): Promise<Read<ModelConfigJson>> {
  const file = findFile(bundle, "config.json");
  if (file === undefined) return { state: "absent" };
  return attempt(async () => {
    const json = await readBundleJson(file, options);
    if (typeof json === "object" && json !== null) return json;
    throw new AppError("invalid-config", message`config.json holds no JSON object.`);
  });
}

async function readGenai(bundle: ModelBundle, options: ReadOptions): Promise<Read<GenaiFacts>> {
  const file = findFile(bundle, "genai_config.json");
  if (file === undefined) return { state: "absent" };
  return attempt(async () => {
    const { model } = parseGenaiConfig(await readBundleFile(file, options));
    return {
      modelType: model.type,
      contextLength: model.contextLength,
      vocabSize: model.vocabSize,
      onnxPath: model.decoder.filename,
    };
  });
}

/** What the file says wrong is a fault of the bundle; that it cannot be read at all is an error of its own. */
async function attempt<Value>(read: () => Promise<Value>): Promise<Read<Value>> {
  try {
    return { state: "read", value: await read() };
  } catch (error) {
    const { code, wording } = AppError.from(error);
    if (code !== "invalid-config" && code !== "unsupported" && code !== "unsafe-path") throw error;
    return { state: "faulty", fault: wording };
  }
}

async function readCard(bundle: ModelBundle, options: ReadOptions): Promise<string | null> {
  const file = findFile(bundle, "README.md");
  if (file === undefined) return null;
  const text = await readBundleText(file, options);
  // Cards of the Hugging Face hub begin with metadata between lines of dashes.
  return text.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, "").slice(0, maxCardCharacters);
}

function architectureOf(config: ModelConfigJson | null): string | null {
  const first: unknown = Array.isArray(config?.architectures) ? config.architectures[0] : null;
  return typeof first === "string" ? first : null;
}

function integer(value: unknown): number | null {
  return typeof value === "number" && Number.isInteger(value) ? value : null;
}
