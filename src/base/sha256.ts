import { hex } from "./hex.ts";

/**
 * SHA-256 in lower-case hex. Uses the browser's own code, which is faster and does not block this thread, or WebAssembly on pages that
 * are not served securely, which lack it.
 */
export async function sha256(bytes: Uint8Array<ArrayBuffer>): Promise<string> {
  const subtle: SubtleCrypto | undefined = crypto.subtle;
  if (subtle !== undefined) return hex(new Uint8Array(await subtle.digest("SHA-256", bytes)));
  const { sha256: hash } = await import("./sha256-by-wasm.ts");
  return hash(bytes);
}
