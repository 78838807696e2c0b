/** Opens a transformers text-generation pipeline, with any of MLflow's tasks for it, as option 1. */
import { AppError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import type { BundleFile, ModelBundle } from "#bundle/bundle.ts";
import { findFile, findPipelineOnnx, weightFiles } from "#bundle/model-files.ts";
import { sameWeights } from "#bundle/same-weights.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { modelConfigOf } from "#wrapper/model-config.ts";
import { TRANSFORMERS_TASKS, type TransformersWrapper } from "#wrapper/wrapper.ts";
import { type Decoder, modelName, type OpenModelOptions } from "./decoder.ts";
import { profileOfVersion } from "./profile-of-version.ts";
import { asRecord, type OpenedMlmodel, type YamlRecord } from "./read-mlmodel.ts";

const TOKENIZER = "components/tokenizer/";

/** @throws AppError "unsupported" saying why the page cannot run it. */
export async function openTransformers(
  model: ModelBundle,
  mlmodel: OpenedMlmodel,
  options: OpenModelOptions,
): Promise<Decoder> {
  const flavor = mlmodel.flavors["transformers"] ?? {};
  // The pipeline's own task stands where MLflow gave the model no interface.
  const named = [flavor["inference_task"], mlmodel.metadata["task"], flavor["task"]].find(
    (each) => typeof each === "string" && each !== "",
  );
  const task = TRANSFORMERS_TASKS.find((each) => each === named);
  if (task === undefined) {
    const known = TRANSFORMERS_TASKS.join(", ");
    throw cannotRun(
      named === undefined
        ? message`it names no task, and what runs here is ${known}`
        : message`its task is ${JSON.stringify(named)}, and what runs here is ${known}`,
    );
  }
  const weightsFolder = `${typeof flavor["model_binary"] === "string" ? flavor["model_binary"] : "model"}/`;
  const files = [...inside(model.files, weightsFolder), ...inside(model.files, TOKENIZER)];
  if (!files.some(({ path }) => path === "config.json")) {
    throw cannotRun(noWeights(flavor));
  }
  const bundle = { ...model, files: unique(files) };
  const { files: whole, note } = await withOnnx(bundle, options);
  return {
    files: whole,
    sourceModelName: typeof flavor["source_model_name"] === "string" ? flavor["source_model_name"] : "",
    wrapper: { form: { ...formOf(model, mlmodel), task }, editedCode: null },
    notes: note === null ? [] : [note],
  };
}

function noWeights({ source_model_name: name, source_model_revision: revision }: YamlRecord): Message {
  if (typeof name !== "string") return message`it has no weights`;
  return typeof revision === "string"
    ? message`it has no weights, and refers to ${name} at ${revision} instead. Download that model`
    : message`it has no weights, and refers to ${name} instead. Download that model`;
}

function formOf(model: ModelBundle, mlmodel: OpenedMlmodel): TransformersWrapper {
  const before = defaultWrapper(
    "transformers",
    profileOfVersion(mlmodel.mlflowVersion),
  ) as TransformersWrapper;
  const config = asRecord(mlmodel.flavors["python_function"]?.["config"]) ?? {};
  return {
    ...before,
    name: modelName(model.name),
    modelConfig: modelConfigOf(config, before.modelConfig),
  };
}

/** The page computes from ONNX; MLflow's transformers flavor holds safetensors. */
async function withOnnx(
  bundle: ModelBundle,
  options: OpenModelOptions,
): Promise<{ files: readonly BundleFile[]; note: Message | null }> {
  if (findPipelineOnnx(bundle, "model.onnx")) return { files: bundle.files, note: null };
  const embedded = await options.embedded?.(options.signal);
  const onnx = embedded && findPipelineOnnx(embedded, null);
  const [ours, ...more] = weightFiles(bundle);
  const theirs = embedded && findFile(embedded, "model.safetensors");
  if (onnx && ours && theirs && more.length === 0 && (await sameWeights(ours, theirs, options))) {
    return {
      files: [...bundle.files, onnx],
      note: message`Its weights equal those of ${embedded.name}, so the ONNX file of those runs here.`,
    };
  }
  return {
    files: bundle.files,
    note: message`ONNX files run here, and this model has its weights as safetensors only. To run it, open the same model with its ONNX file.`,
  };
}

function inside(files: readonly BundleFile[], folder: string): BundleFile[] {
  return files
    .filter(({ path }) => path.startsWith(folder))
    .map((file) => ({ ...file, path: file.path.slice(folder.length) }));
}

/** Of two files with the same name, the first. */
function unique(files: readonly BundleFile[]): BundleFile[] {
  return [...new Map(files.toReversed().map((file) => [file.path, file])).values()].toSorted((a, b) =>
    a.path < b.path ? -1 : 1,
  );
}

function cannotRun(why: Message): AppError {
  return new AppError("unsupported", message`This model does not run here: ${why}.`);
}
