/** Builds everything that real MLflow writes for a wrapper, as files. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { BundleFile, HubReference, ModelBundle } from "#bundle/bundle.ts";
import { weightsDtype } from "#bundle/families/families.ts";
import type { BundleReport } from "#bundle/inspect.ts";
import { readBundleJson, readBundleText } from "#bundle/read-bundle-file.ts";
import { classModule, factoryModule, modelCode, moduleName, NEW_MODEL } from "#wrapper/class-module.ts";
import type { OwnArtifact, PyfuncWrapper, TransformersWrapper, Wrapper } from "#wrapper/wrapper.ts";
import type { Artifact, ArtifactContent, ArtifactFile } from "./artifact.ts";
import { condaYaml, pythonEnvYaml, requirementsTxt } from "./environment-files.ts";
import { requireHubSource, transformersSourceName } from "./hub-source.ts";
import { type LoggedAs, mlmodelYaml, type PyfuncSource, type TransformersSource } from "./mlmodel.ts";
import { signatureOf } from "./model-signature.ts";
import { pickleByReference, pickleOfCall } from "./pickle-by-reference.ts";
import { exampleOf } from "./input-example.ts";
import { licenceNotFound, readModelCard } from "./model-card.ts";
import { artifactFolder } from "./source-model-name.ts";

export type { LoggedAs };

export interface BuildArtifactOptions {
  readonly wrapper: Wrapper;
  /** The wrapper cell's Python, which contains option 2's class. */
  readonly code: string;
  readonly bundle: ModelBundle;
  readonly report: BundleReport;
  readonly now: Date;
  readonly newUuid: () => string;
  readonly signal?: AbortSignal;
  /** For a model that goes to a tracking server; without it the model belongs to no run. */
  readonly logged?: LoggedAs;
}

/** Files of a bundle that only the page, or another runtime, reads. */
const NOT_FOR_GENAI = /(^|\/)(bundle\.json|model.*\.safetensors|pytorch_model.*|.*\.gguf|\.gitattributes)$/;
const TOKENIZER_FILES = [
  "tokenizer.json",
  "tokenizer_config.json",
  "special_tokens_map.json",
  "added_tokens.json",
  "tokenizer.model",
  "chat_template.jinja",
];
const SAFETENSORS = /^model.*\.safetensors(\.index\.json)?$/;
/** MLflow's own pattern, and the British spelling. */
const LICENSE_FILE = /licen[sc]e(\.[a-z]+|$)/i;

/**
 * Mirrors mlflow.transformers.save_model and mlflow.pyfunc.save_model (3.17; 2.14 for mid-2024).
 * @throws AppError "invalid-bundle" if the bundle cannot serve the option, "invalid-wrapper" for the code.
 */
export async function buildArtifact(options: BuildArtifactOptions): Promise<Artifact> {
  const { wrapper, bundle, report, now, newUuid } = options;
  const readiness = report[wrapper.option].packs;
  if (!readiness.ready && !isByReference(wrapper) && !takesNoModel(wrapper))
    throw new AppError("invalid-bundle", readiness.reason);
  const { files, source } =
    wrapper.option === "transformers"
      ? await transformersFiles(wrapper, options)
      : pyfuncFiles(wrapper, options);
  const own = takesNoModel(wrapper) ? [] : await cardAndLicence(bundle, options.signal);
  const described = [...files, ...exampleFiles(wrapper), ...own];
  const mlmodel = mlmodelYaml({
    wrapper,
    signature: signatureOf(wrapper),
    modelSizeBytes: totalBytes(described),
    created: now,
    modelUuid: newUuid().replaceAll("-", ""),
    source,
    ...(options.logged && { logged: options.logged }),
  });
  const all = [
    ...described,
    textFile("MLmodel", mlmodel),
    textFile("conda.yaml", condaYaml(wrapper)),
    textFile("python_env.yaml", pythonEnvYaml(wrapper)),
    textFile("requirements.txt", requirementsTxt(wrapper)),
  ].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  return { name: wrapper.name, files: all, totalBytes: totalBytes(all) };
}

async function transformersFiles(
  wrapper: TransformersWrapper,
  { bundle, signal }: BuildArtifactOptions,
): Promise<{ files: ArtifactFile[]; source: TransformersSource }> {
  const config = (await readBundleJson(required(bundle, "config.json"), signal ? { signal } : {})) as {
    architectures?: string[];
    dtype?: string;
    torch_dtype?: string;
  };
  const model = bundle.files.filter(
    ({ path }) => path === "config.json" || path === "generation_config.json" || SAFETENSORS.test(path),
  );
  const tokenizer = TOKENIZER_FILES.flatMap((path) => bundle.files.filter((file) => file.path === path));
  const reference = wrapper.reference && requireHubSource(wrapper, bundle);
  return {
    files: reference
      ? []
      : [
          ...model.map((file) => bundleFile(`model/${file.path}`, file)),
          ...tokenizer.map((file) => bundleFile(`components/tokenizer/${file.path}`, file)),
        ],
    source: {
      option: "transformers",
      architecture: config.architectures?.[0] ?? "AutoModelForCausalLM",
      sourceModelName: transformersSourceName(wrapper, bundle),
      ...(reference && { sourceCommit: reference.commit }),
      ...dtypeOf(config, reference ?? null, bundle),
    },
  };
}

/**
 * By reference, it is the type of the repository's own weights, which MLflow finds in the pipeline. If that is not known here, it is left
 * out, and transformers uses the repository's.
 */
function dtypeOf(
  { dtype, torch_dtype }: { readonly dtype?: string; readonly torch_dtype?: string },
  reference: HubReference | null,
  { origin }: ModelBundle,
): { dtype?: string } {
  const own = { dtype: dtype ?? torch_dtype ?? "float32" };
  if (reference === null) return own;
  const known = weightsDtype(reference.repository);
  if (known !== undefined) return { dtype: known };
  return origin.kind === "download" && origin.hub?.repository === reference.repository ? own : {};
}

function pyfuncFiles(
  wrapper: PyfuncWrapper,
  { code, bundle }: BuildArtifactOptions,
): { files: ArtifactFile[]; source: PyfuncSource } {
  const folder = artifactFolder(wrapper, bundle);
  const module = moduleName(wrapper.className);
  const own = wrapper.coded?.logged?.artifacts ?? [];
  const files = [
    ...(folder === null ? [] : bundle.files)
      .filter(({ path }) => !NOT_FOR_GENAI.test(path))
      .map((file) => bundleFile(`artifacts/${folder}/${file.path}`, file)),
    ...own.flatMap(ownFiles),
    ...modelFiles(wrapper, code, module),
  ];
  const codePath = wrapper.coded?.logged?.fileName ?? `${module}.py`;
  return {
    files,
    source: {
      option: "pyfunc",
      artifacts: Object.fromEntries([
        ...(folder === null ? [] : [[wrapper.artifactsKey, `artifacts/${folder}`]]),
        ...own.map(({ key, name }) => [key, `artifacts/${name}`]),
      ]) as Record<string, string>,
      ...(wrapper.modelFromCode === true && { modelCodePath: codePath }),
    },
  };
}

function ownFiles({ name, files }: OwnArtifact): ArtifactFile[] {
  return files.map(({ path, base64 }) => {
    const bytes = Uint8Array.from(atob(base64), (char) => char.charCodeAt(0));
    return bytesFile(path === "" ? `artifacts/${name}` : `artifacts/${name}/${path}`, bytes);
  });
}

/** The Python that gives MLflow the model's object. */
function modelFiles(wrapper: PyfuncWrapper, code: string, module: string): ArtifactFile[] {
  const { className, coded, modelFromCode } = wrapper;
  if (coded?.logged?.fileName) return [textFile(coded.logged.fileName, code)];
  if (modelFromCode === true) return [textFile(`${module}.py`, modelCode(code, className, coded?.object))];
  const [source, pickle] =
    coded === undefined || coded.isGenerated
      ? [classModule(code, className), pickleByReference(module, className)]
      : [factoryModule(code, className, coded.object), pickleOfCall(module, NEW_MODEL)];
  return [textFile(`code/${module}.py`, source), bytesFile("python_model.pkl", pickle)];
}

function exampleFiles(wrapper: Wrapper): ArtifactFile[] {
  const example = exampleOf(wrapper);
  if (example === null) return [];
  return [
    textFile("input_example.json", example.text),
    ...(example.servingText === null ? [] : [textFile("serving_input_example.json", example.servingText)]),
  ];
}

/** A class that was logged without the page's model. */
function takesNoModel(wrapper: Wrapper): boolean {
  return wrapper.option === "pyfunc" && wrapper.coded?.logged?.folder === null;
}

function isByReference(wrapper: Wrapper): boolean {
  return wrapper.option === "transformers" && wrapper.reference !== undefined;
}

/** What MLflow fetches from the hub beside the model; for a bundle from elsewhere only its licence. */
async function cardAndLicence(bundle: ModelBundle, signal?: AbortSignal): Promise<ArtifactFile[]> {
  const hub = bundle.origin.kind === "download" ? bundle.origin.hub : undefined;
  const readme = bundle.files.find(({ path }) => path === "README.md");
  const card = hub && readme ? readModelCard(await readBundleText(readme, signal ? { signal } : {})) : null;
  const licence = bundle.files.find(({ path }) => LICENSE_FILE.test(path));
  return [
    ...(card ? [textFile("model_card.md", card.text), textFile("model_card_data.yaml", card.dataYaml)] : []),
    ...(licence
      ? [bundleFile(licence.path.split("/").at(-1) ?? "LICENSE", licence)]
      : hub
        ? [textFile("LICENSE.txt", licenceNotFound(hub.repository, card))]
        : []),
  ];
}

function required(bundle: ModelBundle, path: string): BundleFile {
  const file = bundle.files.find((f) => f.path === path);
  if (!file) throw new AppError("invalid-bundle", message`The model should have ${path}; it is missing.`);
  return file;
}

function bundleFile(path: string, { sizeBytes, source }: BundleFile): ArtifactFile {
  return { path, sizeBytes, content: source };
}

function textFile(path: string, text: string): ArtifactFile {
  return {
    path,
    sizeBytes: new TextEncoder().encode(text).length,
    content: { kind: "text", text } satisfies ArtifactContent,
  };
}

function bytesFile(path: string, bytes: Uint8Array): ArtifactFile {
  return { path, sizeBytes: bytes.length, content: { kind: "bytes", bytes } satisfies ArtifactContent };
}

function totalBytes(files: readonly ArtifactFile[]): number {
  return files.reduce((sum, file) => sum + file.sizeBytes, 0);
}
