/** The package's worker that reads MLflow models. */
import type { MlflowReader } from "#library/mlflow-reader-port.ts";
import { mlflowReader } from "#library/mlflow-reader.ts";
import { serve } from "../../rpc/serve.ts";

serve<MlflowReader>(self, mlflowReader);
