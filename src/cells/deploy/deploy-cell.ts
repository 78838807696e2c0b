import { object } from "valibot";
import { message } from "#base/message.ts";
import {
  DEFAULT_DEPLOY_SETTINGS,
  type DeploySettings,
  deploySettingsSchema,
} from "#deploy/deploy-settings.ts";
import type { Deployment } from "#deploy/deploy-files.ts";
import type { CellBase } from "../cell-base.ts";
import type { CellKind } from "../cell-kind.ts";

export interface DeployCell extends CellBase {
  readonly type: "deploy";
  readonly settings: DeploySettings;
}

export interface DeployOutput {
  readonly type: "deploy";
  readonly deployment: Deployment;
}

export const deployKind: CellKind<DeployCell, DeployOutput> = {
  type: "deploy",
  title: message`Deploy`,
  hint: message`Serve it: files, samples, a test`,
  create: () => ({ settings: DEFAULT_DEPLOY_SETTINGS }),
  stored: object({ settings: deploySettingsSchema }),
  runs: "with others",
  needs: { cell: message`The deploy cell`, above: ["model", "wrapper"] },
};
