/** load_model in the browser: turns what a person opened into a model bundle and a wrapper that the notebook runs. */
import { parseJson } from "#base/parse-json.ts";
import { AppError } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import type { BundleFile, ModelBundle } from "#bundle/bundle.ts";
import { findFile } from "#bundle/model-files.ts";
import type { Wrapper, WrapperSource } from "#wrapper/wrapper.ts";
import { signatureDifference } from "../export/signature-difference.ts";
import { signatureOf } from "../model-signature.ts";
import { type Decoder, type OpenModelOptions, textOf } from "./decoder.ts";
import { findModel } from "./find-model.ts";
import { hasDecoder, openPyfunc } from "./open-pyfunc.ts";
import { openTransformers } from "./open-transformers.ts";
import { asRecord, MAX_MLMODEL_BYTES, type OpenedMlmodel, readMlmodel } from "./read-mlmodel.ts";

export interface OpenedModel {
  /** With `mlflowFiles`. Its `files` are the decoder's, or the whole model's if it has none that the page knows. */
  readonly bundle: ModelBundle;
  readonly mlmodel: OpenedMlmodel;
  /** null if the page cannot run it; `notes` say why. */
  readonly wrapper: WrapperSource | null;
  readonly notes: readonly Wording[];
  /** input_example.json, if the page can ask with it. */
  readonly inputExample: string | null;
}

const MAX_EXAMPLE_BYTES = 1 << 20;

/**
 * Opens an MLflow model made by anyone. None of it runs: no pickle is loaded and no Python executed.
 * @throws AppError "invalid-bundle" if there is no MLmodel, "invalid-config" if it cannot be read, "aborted".
 */
export async function openModel(opened: ModelBundle, options: OpenModelOptions = {}): Promise<OpenedModel> {
  const { files } = findModel(opened);
  const mlmodel = readMlmodel(await textOf(files, "MLmodel", MAX_MLMODEL_BYTES, options));
  const model: ModelBundle = { ...opened, files, mlflowFiles: files };
  const decoder = await openDecoder(model, mlmodel, options);
  return {
    mlmodel,
    bundle:
      "files" in decoder
        ? { ...model, files: decoder.files, sourceModelName: decoder.sourceModelName }
        : model,
    wrapper: "files" in decoder ? decoder.wrapper : null,
    notes:
      "files" in decoder
        ? [...decoder.notes, ...signatureNotes(mlmodel, decoder.wrapper.form)]
        : [decoder.reason],
    inputExample: await readExample(files, options),
  };
}

/** The notebook's signature cell shows the wrapper's signature. If the model's own differs, a note says so. */
function signatureNotes({ signature, signatureFault }: OpenedMlmodel, form: Wrapper): Wording[] {
  if (signatureFault !== null) return [signatureFault];
  if (signature === null) return [];
  const { length: count } = signatureDifference(signatureOf(form), signature);
  if (count === 0) return [];
  return [
    message`Its own signature differs in ${count === 1 ? message`1 place` : message`${count} places`} from the one that MLflow would give its wrapper.`,
  ];
}

/** Classes of mlflow.pyfunc with their own loader; models from code are recognised by their task (mlflow/pyfunc/__init__.py). */
const AGENTS = [
  { module: "chat_model", task: "agent/v1/chat", className: "ChatModel", kind: "chat" },
  { module: "chat_agent", task: "agent/v2/chat", className: "ChatAgent" },
  {
    module: "responses_agent",
    task: "agent/v1/responses",
    className: "ResponsesAgent",
    kind: "responses",
  },
] as const;

async function openDecoder(
  model: ModelBundle,
  mlmodel: OpenedMlmodel,
  options: OpenModelOptions,
): Promise<Decoder | { readonly reason: Wording }> {
  const { flavors } = mlmodel;
  try {
    if (flavors["transformers"]) return await openTransformers(model, mlmodel, options);
    const loader = asRecord(flavors["python_function"])?.["loader_module"];
    const agent = AGENTS.find(
      ({ module, task }) => loader === `mlflow.pyfunc.loaders.${module}` || mlmodel.metadata["task"] === task,
    );
    // The page has ChatModel and ResponsesAgent as kinds of option 2's class.
    const kind = agent && "kind" in agent && hasDecoder(model.files) ? agent.kind : undefined;
    if (kind !== undefined) return await openPyfunc(model, mlmodel, kind, options);
    if (agent !== undefined) {
      return {
        reason: message`This model does not run here: it is a ${agent.className}, and what runs here is transformers pipelines and classes of type PythonModel (pyfunc) around an ONNX decoder.`,
      };
    }
    if (loader === "mlflow.pyfunc.model" || loader === "mlflow.pyfunc.loaders.code_model")
      return await openPyfunc(model, mlmodel, mlmodel.signature?.params ? "params" : "prompt", options);
    const names = Object.keys(flavors).join(", ") || message`none`;
    return {
      reason: message`This model does not run here: its flavors are ${names}, and what runs here is transformers pipelines and Python classes (pyfunc) around an ONNX decoder.`,
    };
  } catch (thrown) {
    const { code, wording } = AppError.from(thrown);
    if (code !== "unsupported" && code !== "invalid-config") throw thrown;
    return { reason: wording };
  }
}

async function readExample(files: readonly BundleFile[], options: OpenModelOptions): Promise<string | null> {
  const file = findFile({ files } as ModelBundle, "input_example.json");
  if (!file || file.sizeBytes > MAX_EXAMPLE_BYTES) return null;
  try {
    const example = parseJson(await textOf(files, file.path, MAX_EXAMPLE_BYTES, options));
    return asRecord(example) ? JSON.stringify(example, null, 2) : null;
  } catch (thrown) {
    if (thrown instanceof SyntaxError || AppError.from(thrown).code === "over-limit") return null;
    throw thrown;
  }
}
