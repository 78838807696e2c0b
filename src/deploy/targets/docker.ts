import { message } from "#base/message.ts";
import { PROFILES } from "#wrapper/version-profile.ts";
import type { DeploymentPlan } from "../deployment.ts";
import { dockerFiles, hasFastApiServer } from "../docker.ts";
import { localInvocations, type Target } from "./target.ts";

export const docker: Target = {
  name: "Docker",
  hint: message`An image that serves POST /invocations.`,
  settings: ["imageName", "timeoutSeconds", "corsOrigins"],
  files: dockerFiles,
  title: "Docker",
  steps: (plan) => [
    `    bash build.sh`,
    `or \`bash build-with-mlflow.sh\`, by MLflow's own command.${serverNote(plan)}`,
    hasFastApiServer(plan)
      ? "The server asks nobody for a key: put it behind something that does. CORS_ORIGINS (`docker run --env`) names web pages that may ask it."
      : "The server asks nobody for a key: put it behind something that does.",
  ],
  payloadForms: (answers) =>
    answers === "prompt" ? ["dataframe_split", "inputs"] : ["messages", "dataframe_split"],
  endpointUrl: localInvocations,
};

function serverNote({ wrapper }: DeploymentPlan): string {
  const { note } = PROFILES[wrapper.profile].scoringServer;
  return note === null ? "" : ` ${note}`;
}
