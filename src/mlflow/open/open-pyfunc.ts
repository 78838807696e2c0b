/** Opens a custom pyfunc with an ONNX decoder among its artifacts, as option 2. */
import { AppError } from "#base/errors.ts";
import { message, type Message, type Wording } from "#base/message.ts";
import type { BundleFile, ModelBundle } from "#bundle/bundle.ts";
import { readBundleFile } from "#bundle/read-bundle-file.ts";
import { inspectPickle } from "#pickle/inspect-pickle.ts";
import { MAX_PICKLE_BYTES } from "#pickle/read-opcodes.ts";
import { defaultWrapper, withKind } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import type { PyfuncKind } from "#wrapper/pyfunc-kinds.ts";
import type { OpenedSource } from "#python/model-consent.ts";
import { sourceDigest } from "../source-digest.ts";
import { readCode } from "#wrapper/read-code.ts";
import type { PyfuncWrapper, WrapperSource } from "#wrapper/wrapper.ts";
import { type Decoder, modelName, type OpenModelOptions, textOf } from "./decoder.ts";
import { profileOfVersion } from "./profile-of-version.ts";
import { asRecord, type OpenedMlmodel, type YamlRecord } from "./read-mlmodel.ts";

const GENAI_CONFIG = "genai_config.json";
/** A module written by a person has a few kilobytes. */
const MAX_SOURCE_BYTES = 2 ** 20;

/** Whether onnxruntime-genai's configuration is among the files. */
export function hasDecoder(files: readonly BundleFile[]): boolean {
  return files.some(({ path }) => path.endsWith(`/${GENAI_CONFIG}`));
}

/** @throws AppError "unsupported" saying why the page cannot run it. */
export async function openPyfunc(
  model: ModelBundle,
  mlmodel: OpenedMlmodel,
  kind: PyfuncKind,
  options: OpenModelOptions,
): Promise<Decoder> {
  const flavor = mlmodel.flavors["python_function"] ?? {};
  const { key, folder } = decoderFolder(model.files, flavor);
  const source = await classSource(model.files, flavor, options);
  const before = defaultWrapper("pyfunc", profileOfVersion(mlmodel.mlflowVersion)) as PyfuncWrapper;
  const form = {
    ...withKind(before, kind),
    name: modelName(model.name),
    artifactsKey: key,
  };
  const inside = model.files.filter(({ path }) => path.startsWith(`${folder}/`));
  return {
    files: inside.map((file) => ({ ...file, path: file.path.slice(folder.length + 1) })),
    sourceModelName: folder.split("/").at(-1) ?? folder,
    ...wrapperOf(source, form, await openedSource(source, model.files, flavor, options)),
  };
}

/** The artifact with genai_config.json: the one that MLmodel names, otherwise any. */
function decoderFolder(files: readonly BundleFile[], flavor: YamlRecord): { key: string; folder: string } {
  const folders = files
    .filter(({ path }) => path.endsWith(`/${GENAI_CONFIG}`))
    .map(({ path }) => path.slice(0, -GENAI_CONFIG.length - 1));
  const artifacts = Object.entries(asRecord(flavor["artifacts"]) ?? {});
  for (const [key, entry] of artifacts) {
    // Windows wrote its own separators into MLmodel.
    const named = asRecord(entry)?.["path"];
    const path = typeof named === "string" ? named.replaceAll("\\", "/") : "";
    const folder = folders.find((one) => one === path || one.startsWith(`${path}/`));
    if (path !== "" && folder !== undefined) return { key, folder };
  }
  const [folder] = folders;
  if (folder !== undefined) return { key: artifacts[0]?.[0] ?? "model", folder };
  const keys = artifacts.map(([key]) => key).join(", ");
  throw new AppError(
    "unsupported",
    message`This model does not run here: ${keys === "" ? message`it has no artifacts` : message`none of its artifacts (${keys}) holds ${GENAI_CONFIG}`}, and what runs here is Python classes around an ONNX decoder, which ${GENAI_CONFIG} describes.`,
  );
}

/** A class, or one inside of another. A pickle can name anything, and the name becomes Python. */
const CLASS_NAME = /^[\p{ID_Start}_]\p{ID_Continue}*(?:\.[\p{ID_Start}_]\p{ID_Continue}*)*$/u;

export interface ClassSource {
  readonly code: string | null;
  /** Its file in the model. */
  readonly path?: string;
  readonly className: string | null;
  readonly note: Message | null;
}

/** The class as text: from models from code, or from the module in code/ that the pickle names. */
export async function classSource(
  files: readonly BundleFile[],
  flavor: YamlRecord,
  options: OpenModelOptions,
): Promise<ClassSource> {
  const codePath = flavor["model_code_path"];
  if (typeof codePath === "string") {
    // Only the base name counts, as when MLflow loads it.
    const name = codePath.replaceAll("\\", "/").split("/").at(-1) ?? "";
    if (!name.endsWith(".py") || !files.some(({ path }) => path === name)) {
      return {
        code: null,
        className: null,
        note: message`The model's code, ${name}, is not a Python file in the model.`,
      };
    }
    const code = await textOf(files, name, MAX_SOURCE_BYTES, options);
    return { code, path: name, className: null, note: null };
  }
  const pickle = files.find(({ path }) => path === flavor["python_model"]);
  if (!pickle) return { code: null, className: null, note: message`The model names no python_model.` };
  if (pickle.sizeBytes > MAX_PICKLE_BYTES) {
    return {
      code: null,
      className: null,
      note: message`${pickle.path} is too large to be inspected.`,
    };
  }
  const { signal, fetch } = options;
  const report = inspectPickle(
    await readBundleFile(pickle, { ...(signal && { signal }), ...(fetch && { fetch }) }),
  );
  const folder = typeof flavor["code"] === "string" ? flavor["code"].replace(/\/$/, "") : null;
  for (const { module, name } of report.imports) {
    const path = `${folder}/${module.replaceAll(".", "/")}.py`;
    if (folder === null || !CLASS_NAME.test(name) || !files.some((file) => file.path === path)) continue;
    const code = await textOf(files, path, MAX_SOURCE_BYTES, options);
    return { code, path, className: name, note: null };
  }
  return {
    code: null,
    className: null,
    note: message`Its class is in ${pickle.path} as bytecode, which is never run here. The wrapper is one that was written here for the same files: compare its search options with the code that logged the model.`,
  };
}

/** What would run of the model: the class's file, and the modules of code/ that it may import. Null if there is no class. */
async function openedSource(
  source: ClassSource,
  files: readonly BundleFile[],
  flavor: YamlRecord,
  options: OpenModelOptions,
): Promise<OpenedSource | null> {
  const sources = await sourcesOf(source, files, flavor, options);
  if (sources === null) return null;
  return { sha256: await sourceDigest(sources), files: sources.map((each) => each.path) };
}

export interface SourceText {
  /** In the model. */
  readonly path: string;
  readonly text: string;
}

/** The texts of it, the class's file first. */
export async function sourcesOf(
  { code, path }: ClassSource,
  files: readonly BundleFile[],
  flavor: YamlRecord,
  options: OpenModelOptions,
): Promise<readonly SourceText[] | null> {
  if (code === null || path === undefined) return null;
  const folder = typeof flavor["code"] === "string" ? `${flavor["code"].replace(/\/$/, "")}/` : null;
  const beside = files.filter(
    (file) =>
      file.path !== path && folder !== null && file.path.startsWith(folder) && file.path.endsWith(".py"),
  );
  const sources = [{ path, text: code }];
  for (const file of beside)
    sources.push({ path: file.path, text: await textOf(files, file.path, MAX_SOURCE_BYTES, options) });
  return sources;
}

const LOGGING = "\n# Generating the MLflow artifact\n";

function wrapperOf(
  source: ClassSource,
  before: PyfuncWrapper,
  opened: OpenedSource | null,
): { wrapper: WrapperSource; notes: Wording[] } {
  if (source.code === null) {
    return { wrapper: { form: before, editedCode: null }, notes: source.note === null ? [] : [source.note] };
  }
  const code = source.code.trimEnd();
  // The class that the pickle names is log_model's; the page runs with its search options.
  const named = { ...before, ...(source.className !== null && { className: source.className }) };
  const { form } = readCode(`${code}\n`, named);
  // Arguments of log_model are not in the class; they come from MLmodel, or stay as they were.
  const pyfunc: PyfuncWrapper = {
    ...named,
    searchOptions: (form as PyfuncWrapper).searchOptions,
    className: source.className ?? (form as PyfuncWrapper).className,
  };
  const logging = generateCode(pyfunc).split(LOGGING)[1] ?? "";
  const isMissing = /\binfer_signature\b/.test(logging) && !/\binfer_signature\b/.test(code);
  const imports = isMissing ? "from mlflow.models import infer_signature\n\n" : "";
  const editedCode = `${code}\n\n${LOGGING}${imports}${logging}`;
  const { form: followed, notes } = readCode(editedCode, pyfunc);
  const wrapper = { form: followed, editedCode, ...(opened !== null && { opened }) };
  return { wrapper, notes: notes.map((note) => note.message) };
}
