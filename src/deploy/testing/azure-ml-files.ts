import type { DeployFile } from "../deployment.ts";
import { buildDeployment } from "../deploy-files.ts";
import { AZURE_ML_CASES } from "./azure-ml-cases.ts";

/** The files of each case that azure-ai-ml reads or runs. */
export function azureMlFiles(): { name: string; files: DeployFile[] }[] {
  return AZURE_ML_CASES.map(({ name, plan }) => ({
    name,
    files: buildDeployment(plan).files.filter(({ path }) => /\.(yml|yaml|py)$/.test(path)),
  }));
}
