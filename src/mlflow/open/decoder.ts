/** What the readers of the flavors share. */
import { AppError } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import type { BundleFile, ModelBundle } from "#bundle/bundle.ts";
import { readBundleText } from "#bundle/read-bundle-file.ts";
import type { WrapperSource } from "#wrapper/wrapper.ts";

export interface OpenModelOptions {
  /** The model that ships with the page; its ONNX file serves a model with the same weights. */
  readonly embedded?: (signal?: AbortSignal) => Promise<ModelBundle>;
  readonly signal?: AbortSignal;
  readonly fetch?: typeof globalThis.fetch;
}

/** What a flavor's reader returns: the files that the page's engine runs, and the wrapper around them. */
export interface Decoder {
  readonly files: readonly BundleFile[];
  readonly wrapper: WrapperSource;
  /** The source's name in the model: the `model` of a chat completion, and the folder of option 2's artifacts. */
  readonly sourceModelName: string;
  /** Differences from the native model, in sentences. */
  readonly notes: readonly Wording[];
}

/** @throws AppError "invalid-bundle" if it is missing, "unsupported" if it is too long. */
export async function textOf(
  files: readonly BundleFile[],
  path: string,
  maxBytes: number,
  { signal, fetch }: OpenModelOptions,
): Promise<string> {
  const file = files.find((one) => one.path === path);
  if (!file) throw new AppError("invalid-bundle", message`${path} is missing in the model.`);
  if (file.sizeBytes > maxBytes) {
    throw new AppError(
      "unsupported",
      message`${path} has ${file.sizeBytes} bytes, and up to ${maxBytes} are read.`,
    );
  }
  return readBundleText(file, { ...(signal && { signal }), ...(fetch && { fetch }) });
}

/** A valid model name in MLflow: no "/", ":" and so on. */
export function modelName(name: string): string {
  return name.replaceAll(/[^\w.-]+/g, "-").replaceAll(/^[-.]+|(?<![-.])[-.]+$/g, "") || "model";
}
