/** Where the Hugging Face hub has the model of a transformers wrapper. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { HubReference, ModelBundle } from "#bundle/bundle.ts";
import { weightsReference } from "#bundle/families/families.ts";
import { weightFiles } from "#bundle/model-files.ts";
import type { TransformersWrapper } from "#wrapper/wrapper.ts";
import { sourceModelName } from "./source-model-name.ts";

/**
 * The repository named in the wrapper, otherwise the one that the bundle was downloaded from, or the one with the weights of its family.
 */
function hubSource({ reference }: TransformersWrapper, bundle: ModelBundle): HubReference | null {
  if (reference && reference.repository !== "") return reference;
  const hub = bundle.origin.kind === "download" ? bundle.origin.hub : undefined;
  return (weightFiles(bundle).length === 0 && weightsReference(hub)) || hub || null;
}

/** The source's name in MLmodel, which is also the `model` of a chat completion. */
export function transformersSourceName(wrapper: TransformersWrapper, bundle: ModelBundle): string {
  return bundle.sourceModelName ?? hubSource(wrapper, bundle)?.repository ?? sourceModelName(bundle);
}

/**
 * For `stop`, MLflow loads the tokenizer again, by the source's name in MLmodel (`_get_stopping_criteria`,
 * mlflow/transformers/llm_inference_utils.py, 2.14 to 3.17). That fails for a name that is not a repository, so the page refuses it too.
 * @throws AppError "unsupported"
 */
export function requireTokenizerForStop(
  { stop }: { readonly stop?: unknown },
  wrapper: TransformersWrapper,
  bundle: ModelBundle,
): void {
  if (!Array.isArray(stop) || stop.length === 0) return;
  const name = transformersSourceName(wrapper, bundle);
  if (hubSource(wrapper, bundle) !== null || REPOSITORY.test(name)) return;
  throw new AppError(
    "unsupported",
    message`The MLflow model cannot use stop: MLflow would load the tokenizer of "${name}" from the Hugging Face hub, and that is not a repository there. Remove stop, or name the repository of the original weights in the wrapper.`,
  );
}

/** "owner/name". */
const REPOSITORY = /^[\w.-]+\/[\w.-]+$/;

/** @throws AppError "invalid-wrapper" if no repository is known that transformers could load. */
export function requireHubSource(wrapper: TransformersWrapper, bundle: ModelBundle): HubReference {
  const source = hubSource(wrapper, bundle);
  const toDo = message`Enter the repository and commit of the original weights in the wrapper, or put the weights into the artifact.`;
  if (source === null) {
    throw new AppError(
      "invalid-wrapper",
      message`An artifact by reference needs a Hugging Face repository and its commit, and ${bundle.name} did not come from one. ${toDo}`,
    );
  }
  if (source.commit === "") {
    throw new AppError(
      "invalid-wrapper",
      message`An artifact by reference needs a commit. Choose the commit of ${source.repository} in the wrapper.`,
    );
  }
  const hub = bundle.origin.kind === "download" ? bundle.origin.hub : undefined;
  if (source !== wrapper.reference && weightsReference(hub) === null && weightFiles(bundle).length === 0) {
    throw new AppError(
      "invalid-wrapper",
      message`With an artifact by reference, transformers downloads the weights from the hub. ${source.repository} has ONNX files only, which transformers cannot read. ${toDo}`,
    );
  }
  return source;
}
