/** The worker that reads MLflow models, in a thread of Node. */
import type { MlflowReader } from "#library/mlflow-reader-port.ts";
import { mlflowReader } from "#library/mlflow-reader.ts";
import { serveThread } from "./worker-scope.ts";

serveThread<MlflowReader>(() => mlflowReader);
