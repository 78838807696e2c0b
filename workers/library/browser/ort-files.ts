/** Where onnxruntime-web's files lie in the package. In its build, this stands in the place of inference/ort-web/ort-files.ts. */
import { taskOf } from "./worker-files.ts";

const task = taskOf(self.name);
const { module, wasm } = task.task === "engine" ? task.files.ort : { module: "", wasm: "" };

export const moduleUrl = module;
export const wasmUrl = wasm;
