/** The places of onnxruntime-web's files in the package. Replaces inference/ort-web/ort-files.ts in Node's build. */
import { fileURLToPath } from "node:url";

export const moduleUrl = new URL("./ort-wasm-simd-threaded.mjs", import.meta.url).href;
/** Node's build of the module reads it by its path. */
export const wasmUrl = fileURLToPath(new URL("./ort-wasm-simd-threaded.wasm", import.meta.url));
