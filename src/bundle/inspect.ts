import { AppError } from "#base/errors.ts";
import { message, type Message, type Wording } from "#base/message.ts";
import { parseJson } from "#base/parse-json.ts";
import { readUtf8 } from "#base/read-utf8.ts";
import { type ModelConfig, parseGenaiConfig } from "#genai/config.ts";
import { addressableBytes } from "#genai/memory-fit.ts";
import { graphPath, tokenizerPath } from "#genai/model-path.ts";
import { operatorLibraryFault } from "#genai/operator-library.ts";
import { otherParts } from "#genai/other-parts.ts";
import { tokenizerClassFault } from "#tokenizer/tokenizer-class.ts";
import type { BundleFile, HubRepository, ModelBundle } from "./bundle.ts";
import { publicModelOf, weightsReference } from "./families/families.ts";
import {
  type GraphFacts,
  type GraphRuntime,
  judgeGraph,
  type JudgeOptions,
  weightsDoNotFit,
} from "./judge-graph.ts";
import { type LoadLimits, loadLimits } from "./load-limits.ts";
import { findFile, findPipelineOnnx, weightFiles } from "./model-files.ts";
import { readBundleFile, readBundleJson, readBundleText, type ReadOptions } from "./read-bundle-file.ts";
import { pointerFault, safetensorsFault } from "./weight-faults.ts";

/** Whether something can be done with a bundle; if not, what is missing and what to do. */
export type Readiness = { readonly ready: true } | { readonly ready: false; readonly reason: Wording };

export interface OptionReport {
  /** Here, in the page. */
  readonly runs: Readiness;
  /** As an MLflow model; option 1's can refer to weights elsewhere. */
  readonly packs: Readiness;
}

/** What the model cell shows of a bundle. */
export interface BundleReport {
  /** e.g. "Phi3ForCausalLM", from config.json; null if there is none. */
  readonly architecture: string | null;
  readonly contextLength: number | null;
  readonly vocabSize: number | null;
  readonly totalBytes: number;
  readonly fileCount: number;
  /** Option 1: transformers pipeline. */
  readonly transformers: OptionReport;
  /** Option 2: generate() API. */
  readonly pyfunc: OptionReport;
  /** null if the graph is missing, or too large to be read for this. */
  readonly runtime: GraphRuntime | null;
  /** The bundle's README.md, for "about this model". */
  readonly card: string | null;
  /** Where option 2's model does not load outside the page; none without a genai_config.json. */
  readonly loads?: LoadLimits;
}

const phi3Architecture = "Phi3ForCausalLM";

/** Model cards have a few pages; a longer README.md is cut. */
const maxCardCharacters = 50_000;

/** The fields of config.json (transformers) that identify the model. */
interface ModelConfigJson {
  readonly architectures?: unknown;
  readonly max_position_embeddings?: unknown;
  readonly vocab_size?: unknown;
}

/** model.safetensors.index.json: the file of each weight. */
interface WeightIndexJson {
  readonly weight_map?: unknown;
}

/** A file that was read, is missing, or is faulty. */
type Read<Value> =
  | { readonly state: "read"; readonly value: Value }
  | { readonly state: "absent" }
  | { readonly state: "faulty"; readonly fault: Wording };

/** The parts of genai_config.json that the verdict depends on. */
interface GenaiFacts {
  readonly model: ModelConfig;
  /** All of genai_config.json. */
  readonly json: unknown;
}

/**
 * Reads a bundle's small files, its graph and its listing, and says what it can be used for.
 * @throws AppError "aborted", and "network" or "invalid-bundle" if a file cannot be read. A missing or faulty file is not an error but a
 * reason why an option is not ready.
 */
export async function inspectBundle(bundle: ModelBundle, options: JudgeOptions = {}): Promise<BundleReport> {
  const config = await readConfig(bundle, options);
  const genai = await readGenai(bundle, options);
  const genaiFacts = genai.state === "read" ? genai.value : null;
  const configJson = config.state === "read" ? config.value : null;
  const contextLength = genaiFacts?.model.contextLength ?? integer(configJson?.max_position_embeddings);
  const ownPath = genaiFacts && graphPath(genaiFacts.model);
  const onnx = findPipelineOnnx(bundle, ownPath);
  const ownOnnx = ownPath === null ? undefined : findFile(bundle, ownPath);
  const genaiModel = genaiFacts?.model ?? null;
  const configs = { contextLength, genai: onnx === ownOnnx ? genaiModel : null };
  const graph = onnx === undefined ? null : await judgeGraph(onnx, configs, bundle, options);
  const ownGraph =
    ownOnnx === onnx || ownOnnx === undefined
      ? graph
      : await judgeGraph(ownOnnx, { contextLength, genai: genaiModel }, bundle, options);
  const model = await modelFault(bundle, config, options);
  const size = onnx === undefined ? null : sizeFault(bundle, onnx, graph);
  const ownSize = ownOnnx === undefined ? null : sizeFault(bundle, ownOnnx, ownGraph);
  return {
    architecture: architectureOf(configJson),
    contextLength,
    vocabSize: genaiFacts?.model.vocabSize ?? integer(configJson?.vocab_size),
    totalBytes: bundle.files.reduce((sum, file) => sum + file.sizeBytes, 0),
    fileCount: bundle.files.length,
    transformers: {
      runs: readiness(model ?? onnxFault(bundle, onnx, genai) ?? graph?.fault ?? size),
      packs: readiness(model ?? (await weightFault(bundle, options))),
    },
    pyfunc: pyfuncReport(await pyfuncFault(bundle, genai, options), genaiModel, ownGraph, ownSize),
    runtime: (ownGraph ?? graph)?.runtime ?? null,
    card: await readCard(bundle, options),
    ...(genaiFacts && { loads: loadLimits(genaiFacts.json, ownGraph?.excess ?? null) }),
  };
}

function readiness(reason: Wording | null): Readiness {
  return reason === null ? { ready: true } : { ready: false, reason };
}

/** What option 1 needs both to run and to be packed. */
async function modelFault(
  bundle: ModelBundle,
  config: Read<ModelConfigJson>,
  options: ReadOptions,
): Promise<Wording | null> {
  const paths = ["config.json", "generation_config.json", ...tokenizerFiles];
  const pointer = await pointerFault(bundle, paths, options);
  if (pointer !== null) return pointer;
  if (config.state === "absent") {
    return missing(bundle, "config.json", message`the original model's repository has it beside the weights`);
  }
  if (config.state === "faulty") return config.fault;
  const architecture = architectureOf(config.value);
  if (architecture !== phi3Architecture) {
    return message`config.json describes ${architecture ?? message`no architecture`}; option 1 is written for ${phi3Architecture}. Open a Phi-3 model.`;
  }
  return tokenizerFault(bundle);
}

function onnxFault(
  bundle: ModelBundle,
  onnx: BundleFile | undefined,
  genai: Read<GenaiFacts>,
): Wording | null {
  if (onnx !== undefined) return null;
  // It would name the graph.
  if (genai.state === "faulty") return genai.fault;
  if (isOfSafetensors(bundle)) {
    return (
      onnxElsewhere(bundle) ??
      message`The page runs ONNX files, and this repository has safetensors only. To try the model here, download a repository that was exported to ONNX.`
    );
  }
  return missing(
    bundle,
    "onnx/model_q4.onnx",
    message`the page runs option 1 from ONNX; export it with optimum or the onnxruntime-genai model builder`,
  );
}

/** onnxruntime-web holds all weights in WebAssembly's memory. For the int4 kernel, the graph decides. */
function sizeFault(bundle: ModelBundle, { path }: BundleFile, graph: GraphFacts | null): Message | null {
  if (graph?.runtime?.kind === "int4") return null;
  const bytes = bundle.files
    .filter(
      (file) =>
        file.path === path || file.path.startsWith(`${path}.data`) || file.path.startsWith(`${path}_data`),
    )
    .reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return bytes > addressableBytes ? weightsDoNotFit : null;
}

function optionTwoElsewhere(bundle: ModelBundle): Message {
  const repository = publicModelOf(hubOf(bundle)?.repository)?.onnx.repository;
  return repository === undefined
    ? message`Download a repository that onnxruntime-genai's model builder made.`
    : message`Download ${repository} for it.`;
}

/** Whether it came from a repository of safetensors without ONNX. */
function isOfSafetensors(bundle: ModelBundle): boolean {
  const hub = hubOf(bundle);
  if (hub === undefined || bundle.files.some(({ path }) => path.endsWith(".onnx"))) return false;
  return weightsReference(hub)?.repository === hub.repository;
}

/** The repository of the same public model that has ONNX. */
function onnxElsewhere(bundle: ModelBundle): Message | null {
  const model = publicModelOf(hubOf(bundle)?.repository);
  if (model === undefined) return null;
  return model.runsHere
    ? message`The page runs ONNX files, and this repository has safetensors only. Download ${model.onnx.repository} to try the model here.`
    : message`The page runs ONNX files, and this repository has safetensors only; as ONNX, ${model.name} takes ${gigabytes(model.onnx.sizeBytes)}, more than a web page's memory. To try a model here, download a smaller one.`;
}

function hubOf({ origin }: ModelBundle): HubRepository | undefined {
  return origin.kind === "download" ? origin.hub : undefined;
}

function gigabytes(bytes: number): string {
  return `${(bytes / 1e9).toFixed(1)} GB`;
}

/** What option 2 has in its folder it can both run and pack; a graph that does not run here may run elsewhere. */
function pyfuncReport(
  small: Wording | null,
  model: ModelConfig | null,
  graph: GraphFacts | null,
  size: Message | null,
): OptionReport {
  const fault = small ?? (graph?.isDamaged ? graph.fault : null) ?? graph?.misfit ?? null;
  const library = model && operatorLibraryFault(model.decoder);
  return {
    runs: readiness(fault ?? library?.wording ?? graph?.fault ?? graph?.cacheFault ?? size),
    packs: readiness(fault),
  };
}

async function pyfuncFault(
  bundle: ModelBundle,
  genai: Read<GenaiFacts>,
  options: ReadOptions,
): Promise<Wording | null> {
  if (genai.state === "absent") {
    if (isOfSafetensors(bundle)) {
      return message`Option 2 needs ONNX files and a genai_config.json, and this repository has safetensors only. ${optionTwoElsewhere(bundle)}`;
    }
    return missing(
      bundle,
      "genai_config.json",
      message`the onnxruntime-genai model builder writes it; Microsoft's Phi-3 ONNX repositories have it in each of their folders, such as cpu_and_mobile/cpu-int4-rtn-block-32-acc-level-4`,
    );
  }
  if (genai.state === "faulty") return genai.fault;
  const { model } = genai.value;
  const tokenizerPointer = await pointerFault(
    bundle,
    tokenizerFiles.map((name) => tokenizerPath(model, name)),
    options,
  );
  if (tokenizerPointer !== null) return tokenizerPointer;
  if (model.type !== "phi3") {
    return message`genai_config.json describes a model of type "${model.type}"; option 2 is written for "phi3". Open a Phi-3 model.`;
  }
  const paths = {
    tokenizer: tokenizerPath(model, "tokenizer.json"),
    config: tokenizerPath(model, "tokenizer_config.json"),
  };
  const tokenizer = tokenizerFault(bundle, paths);
  if (tokenizer !== null) return tokenizer;
  const onnxPath = graphPath(model);
  if (findFile(bundle, onnxPath) === undefined) {
    return missing(bundle, onnxPath, message`genai_config.json names it as the model`);
  }
  return missingLibrary(bundle, model) ?? nativeTokenizerFault(bundle, paths, options);
}

/** Native looks for it in the model's folder, and in places that a model does not bring along. */
function missingLibrary(bundle: ModelBundle, { decoder }: ModelConfig): Message | null {
  const path = decoder.customOpsLibrary;
  if (path === null || findFile(bundle, path) !== undefined) return null;
  return message`genai_config.json loads operators from ${path} (custom_ops_library), and the model has no such file, so onnxruntime-genai would not load it. Use an export without custom_ops_library.`;
}

/** If tokenizer_config.json does not decide, a larger tokenizer.json is read only when the model is loaded. */
const maxTokenizerBytes = 4 << 20;

/** Option 2 uses native's tokenizer, which knows only some classes; transformers.js knows others. */
async function nativeTokenizerFault(
  bundle: ModelBundle,
  paths: TokenizerPaths,
  options: ReadOptions,
): Promise<Wording | null> {
  const config = findFile(bundle, paths.config);
  const tokenizer = findFile(bundle, paths.tokenizer);
  if (config === undefined || tokenizer === undefined) return null;
  // The embedded model's files need no check: they are read when it runs.
  if (config.source.kind === "url" && options.fetch === undefined) return null;
  return tokenizerClassFault(await readBundleText(config, options), async () =>
    tokenizer.sizeBytes > maxTokenizerBytes ? null : readBundleText(tokenizer, options),
  );
}

/** Repositories may keep any of them with git-lfs. */
const tokenizerFiles = [
  "tokenizer.json",
  "tokenizer_config.json",
  "special_tokens_map.json",
  "added_tokens.json",
  "vocab.json",
  "merges.txt",
  "chat_template.jinja",
];

interface TokenizerPaths {
  readonly tokenizer: string;
  readonly config: string;
}

const topPaths: TokenizerPaths = { tokenizer: "tokenizer.json", config: "tokenizer_config.json" };

function tokenizerFault(bundle: ModelBundle, paths: TokenizerPaths = topPaths): Message | null {
  for (const path of [paths.tokenizer, paths.config]) {
    if (findFile(bundle, path) === undefined) return missing(bundle, path, message`the tokenizer needs it`);
  }
  return null;
}

/** Weights in one safetensors file, or in the files that the index names. Pickled weights do not count: they would be code. */
async function weightFault(bundle: ModelBundle, options: ReadOptions): Promise<Wording | null> {
  const index = findFile(bundle, "model.safetensors.index.json");
  const weights = weightFiles(bundle);
  for (const file of weights) {
    const fault = await safetensorsFault(file, bundle.origin);
    if (fault !== null) return fault;
  }
  // The artifact refers to them.
  if (weights.length === 0 && index === undefined && weightsReference(hubOf(bundle)) !== null) return null;
  if (index === undefined) {
    if (weights.length > 0) return null;
    return hubOf(bundle) === undefined
      ? missing(bundle, "model.safetensors", message`option 1's MLflow model holds the weights in this form`)
      : message`This repository has no complete safetensors for option 1's MLflow model to hold. Let the wrapper refer to the repository that has them: its Weights, “By reference to the hub”.`;
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

/** Says what is missing, and names the subfolder that has it if the person chose one above it. */
function missing(bundle: ModelBundle, path: string, why: Message): Message {
  const folders = bundle.files
    .filter((file) => file.path.endsWith(`/${path}`))
    .map((file) => file.path.slice(0, -path.length - 1));
  if (folders.length > 0) {
    return message`${path} is not at the top but in ${folders.join(", ")}. Open that folder instead.`;
  }
  return bundle.origin.kind === "download"
    ? message`${path} is missing: ${why}. Choose a repository that has it.`
    : message`${path} is missing: ${why}. Add it to the folder.`;
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
  const pointer = await pointerFault(bundle, [file.path], options);
  if (pointer !== null) return { state: "faulty", fault: pointer };
  return attempt(async () => {
    const bytes = await readBundleFile(file, options);
    const { model } = parseGenaiConfig(bytes, otherParts);
    return { model, json: jsonOf(readUtf8(bytes, file.path)) };
  });
}

/** Native's reader takes some texts that are not JSON: null for those. */
function jsonOf(text: string): unknown {
  try {
    return parseJson(text);
  } catch {
    return null;
  }
}

/** A fault in the file is a fault of the bundle. A file that cannot be read at all is an error. */
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
  // Only shown, so any encoding will do.
  const text = new TextDecoder().decode(await readBundleFile(file, options));
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
