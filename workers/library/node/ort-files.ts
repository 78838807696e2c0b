/** Where onnxruntime-web's files lie in the package. In Node's build, this stands in the place of inference/ort-web/ort-files.ts. */
import { fileURLToPath } from "node:url";

export const moduleUrl = new URL("./ort-wasm-simd-threaded.mjs", import.meta.url).href;
/** Node's build of the module reads it by its path. */
export const wasmUrl = fileURLToPath(new URL("./ort-wasm-simd-threaded.wasm", import.meta.url));
