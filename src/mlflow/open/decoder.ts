/** What the flavors' readers share. */
import { AppError } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import type { BundleFile, ModelBundle } from "#bundle/bundle.ts";
import { readBundleText } from "#bundle/read-bundle-file.ts";
import type { WrapperSource } from "#wrapper/wrapper.ts";

export interface OpenModelOptions {
  /** The model that ships with the page: it lends its ONNX form to a model of the same weights. */
  readonly embedded?: (signal?: AbortSignal) => Promise<ModelBundle>;
  readonly signal?: AbortSignal;
  readonly fetch?: typeof globalThis.fetch;
}

/** What a flavor gives: the files that the page's engine runs, and the wrapper around them. */
export interface Decoder {
  readonly files: readonly BundleFile[];
  readonly wrapper: WrapperSource;
  /** What the model calls its source; a chat completion's `model`, and the folder of option 2's artifacts. */
  readonly sourceModelName: string;
  /** What differs from the native model, in sentences. */
  readonly notes: readonly Wording[];
}

/** @throws AppError "invalid-bundle" where it is missing, "unsupported" where it is too long. */
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
      message`${path} has ${file.sizeBytes} bytes; this page reads up to ${maxBytes}.`,
    );
  }
  return readBundleText(file, { ...(signal && { signal }), ...(fetch && { fetch }) });
}

/** A name that MLflow takes for a model: no "/", ":" and the like. */
export function modelName(name: string): string {
  return name.replaceAll(/[^\w.-]+/g, "-").replaceAll(/^[-.]+|[-.]+$/g, "") || "model";
}
