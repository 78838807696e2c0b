import { defaultWrapper } from "#wrapper/defaults.ts";
import { DEFAULT_DEPLOY_SETTINGS, type DeploySettings } from "../deploy-settings.ts";
import type { DeploymentPlan } from "../deployment.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";

/** Deployments whose files the real azure-ai-ml has loaded (tools/peers/record_azure_ml.mjs). */
export const AZURE_ML_CASES: readonly { readonly name: string; readonly plan: DeploymentPlan }[] = [
  { name: "the demo model, option 1", plan: plan("transformers", 4e6, {}) },
  { name: "the demo model, option 2", plan: plan("pyfunc", 3e6, {}) },
  {
    name: "Phi-3-mini in int4, on two instances of a size of the person's",
    plan: plan("pyfunc", 2.7e9, {
      endpointName: "phi-3-mini",
      deploymentName: "green",
      instanceType: "Standard_E8s_v3",
      instanceCount: 2,
      timeoutSeconds: 180,
    }),
  },
  {
    name: "Phi-3-mini in half precision, by Azure ML's own scoring script",
    plan: plan("transformers", 7.6e9, { ownScoring: false }),
  },
  { name: "a batch endpoint, option 1", plan: plan("transformers", 4e6, { target: "azure-ml-batch" }) },
  {
    name: "a batch endpoint, option 2, on two machines",
    plan: plan("pyfunc", 2.7e9, { target: "azure-ml-batch", instanceCount: 2, computeName: "batch-cpu" }),
  },
];

function plan(option: WrapperOption, modelBytes: number, settings: Partial<DeploySettings>): DeploymentPlan {
  return {
    wrapper: defaultWrapper(option),
    modelBytes,
    settings: { ...DEFAULT_DEPLOY_SETTINGS, ...settings },
  };
}
