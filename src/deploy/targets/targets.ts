import type { DeployTarget } from "../deploy-settings.ts";
import { azureMl } from "./azure-ml.ts";
import { azureMlBatch } from "./azure-ml-batch.ts";
import { databricks } from "./databricks.ts";
import { docker } from "./docker.ts";
import { kserve } from "./kserve.ts";
import { spark } from "./spark.ts";
import type { Target } from "./target.ts";

export const targets: Readonly<Record<DeployTarget, Target>> = {
  "azure-ml": azureMl,
  "azure-ml-batch": azureMlBatch,
  docker,
  kserve,
  databricks,
  spark,
};
