import { AppError } from "#base/errors.ts";
import { foundIn } from "#base/found-in.ts";
import { message } from "#base/message.ts";
import type { ModelBundle } from "./bundle.ts";
import type { OpenZip, OpenZipOptions } from "./open-zip.ts";

/** Enough bytes to recognise a file type. */
const BEGINNING_BYTES = 512;

/**
 * Opens a single file that a person chose as a model. Only a zip can be one.
 * @throws AppError "invalid-bundle" for a file that neither is named nor begins like a zip; otherwise as `openZip`.
 */
export async function openModelFile(
  openZip: OpenZip,
  file: File,
  options: OpenZipOptions = {},
): Promise<ModelBundle> {
  const beginning = await file.slice(0, BEGINNING_BYTES).text();
  if (!/\.zip$/i.test(file.name) && !beginning.startsWith("PK")) {
    throw new AppError(
      "invalid-bundle",
      message`This page cannot open ${file.name}; found ${foundIn(beginning)}. It opens notebooks (.ipynb), notebooks with their model (.phi3bundle.zip), and models, also MLflow models, as a folder or a .zip.`,
    );
  }
  return openZip(file, options);
}
