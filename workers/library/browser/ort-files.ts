/** The places of onnxruntime-web's files in the package. Replaces inference/ort-web/ort-files.ts in its build. */
import { taskOf } from "./worker-files.ts";

const task = taskOf(self.name);
const { module, wasm } = task.task === "engine" ? task.files.ort : { module: "", wasm: "" };

export const moduleUrl = module;
export const wasmUrl = wasm;
