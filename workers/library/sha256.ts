import { AppError } from "#base/errors.ts";
import { hex } from "#base/hex.ts";
import { message } from "#base/message.ts";

/** Stands in the package in the place of base/sha256.ts: pages without https do not get 10 kB of WebAssembly for it. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (subtle !== undefined) return hex(new Uint8Array(await subtle.digest("SHA-256", bytes)));
  throw new AppError(
    "unsupported",
    message`The browser checks files on pages with https (or of this machine) only. Serve the page over https.`,
  );
}
