import { AppError } from "#base/errors.ts";
import { hex } from "#base/hex.ts";
import { message } from "#base/message.ts";

/** Replaces base/sha256.ts in the package, which does not carry 10 kB of WebAssembly for pages without https. */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (subtle !== undefined) return hex(new Uint8Array(await subtle.digest("SHA-256", bytes)));
  throw new AppError(
    "unsupported",
    message`The browser checks files on pages with https (or of this machine) only. Serve the page over https.`,
  );
}
