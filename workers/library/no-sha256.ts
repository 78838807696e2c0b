import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";

/** Stands in the package in the place of base/sha256-by-wasm.ts. */
export function sha256(): Promise<never> {
  throw new AppError(
    "unsupported",
    message`The browser checks files on pages with https (or of this machine) only. Serve the page over https.`,
  );
}
