import { message } from "#base/message.ts";
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
    `or \`bash build-with-mlflow.sh\`, by MLflow's own command.${
      plan.wrapper.profile === "mid-2025"
        ? " MLflow 2.22's server does not run with Starlette 1, and that command installs what the model's requirements.txt names and no more: add `starlette<1` to the wrapper's extra pip requirements first."
        : ""
    }`,
    hasFastApiServer(plan)
      ? "The server asks nobody for a key: put it behind something that does. CORS_ORIGINS (`docker run --env`) names web pages that may ask it."
      : "The server asks nobody for a key: put it behind something that does.",
  ],
  payloadForms: (option) =>
    option === "transformers" ? ["messages", "dataframe_split"] : ["dataframe_split", "inputs"],
  endpointUrl: localInvocations,
};
