/** Where onnxruntime-web's files lie beside the page. The library's build has another module in this one's place. */
import module from "onnxruntime-web/ort-wasm-simd-threaded.mjs?url";
import wasm from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";

export const moduleUrl = module;
export const wasmUrl = new URL(wasm, self.location.href).href;
