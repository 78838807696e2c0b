import { AppError } from "#base/errors.ts";
import { joined, message, type Wording } from "#base/message.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { codedModel, readLoggedFacts } from "#mlflow/coded-model.ts";
import { signatureOf } from "#mlflow/model-signature.ts";
import type { OpenedModel } from "#mlflow/open/open-model.ts";
import type { Signature } from "#mlflow/signature.ts";
import { PROFILES } from "#wrapper/version-profile.ts";
import type { PyfuncWrapper, TransformersWrapper, Wrapper, WrapperSource } from "#wrapper/wrapper.ts";

/** An MLflow model that the engine runs without Python; made by `openMlflowModel`. */
export type RunnableModel = ModelFacts & (PyfuncModel | TransformersModel);

/** A custom pyfunc around the generate() API: option 2. */
interface PyfuncModel {
  readonly option: "pyfunc";
  readonly wrapper: PyfuncWrapper;
}

/** A model of the transformers flavor: option 1. */
interface TransformersModel {
  readonly option: "transformers";
  readonly wrapper: TransformersWrapper;
}

interface ModelFacts {
  /** Its files, and where they lie. */
  readonly bundle: ModelBundle;
  /** What predict enforces. */
  readonly signature: Signature;
  readonly mlflowVersion: string;
  /** As JSON; null where the model has none. */
  readonly inputExample: string | null;
  /** What differs from the native model, in sentences. */
  readonly notes: readonly Wording[];
}

/** @throws AppError "unsupported" saying why it does not run. */
export function runnableModel(opened: OpenedModel): RunnableModel {
  const { bundle, mlmodel, wrapper: source, inputExample, notes } = opened;
  if (source === null) {
    throw new AppError("unsupported", joined(notes, " "));
  }
  if (source.form.option === "transformers" && !bundle.files.some(({ path }) => path.endsWith(".onnx"))) {
    throw new AppError(
      "unsupported",
      message`The model holds its weights as safetensors, and this library computes from ONNX. Give the same weights in ONNX, as the option onnx.`,
    );
  }
  const wrapper = wrapperThatRuns(source);
  return {
    ...(wrapper.option === "pyfunc"
      ? { option: wrapper.option, wrapper }
      : { option: wrapper.option, wrapper }),
    bundle,
    signature: mlmodel.signature ?? signatureOf(wrapper),
    mlflowVersion: mlmodel.mlflowVersion ?? PROFILES[wrapper.profile].packages["mlflow"] ?? "",
    inputExample,
    notes,
  };
}

/** The class has to be the one that the page writes, token by token: there is no Python to run another. */
function wrapperThatRuns({ form, editedCode }: WrapperSource): Wrapper {
  if (editedCode === null || form.option !== "pyfunc") return form;
  const facts = readLoggedFacts(editedCode, form);
  const coded = facts === null ? null : codedModel(editedCode, form, facts);
  if (facts !== null && coded === null) return form;
  if (coded?.isGenerated) return { ...form, coded };
  throw new AppError(
    "unsupported",
    message`The model's class ${form.className} is Python of its own, and this library runs no Python. Load the files of its decoder with Model.load, or run the model with MLflow.`,
    { details: { className: form.className } },
  );
}
