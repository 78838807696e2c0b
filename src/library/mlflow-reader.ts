import { openModel } from "#mlflow/open/open-model.ts";
import type { MlflowReader } from "./mlflow-reader-port.ts";
import { runnableModel } from "./mlflow-source.ts";
import { openSource } from "./open-source.ts";

export const mlflowReader: MlflowReader = {
  async openMlflowModel(source, onnx, events, signal) {
    const opened = await openSource(source, events, signal);
    const embedded = onnx === null ? null : () => openSource(onnx, events, signal);
    return runnableModel(await openModel(opened, { signal, ...(embedded && { embedded }) }));
  },
};
