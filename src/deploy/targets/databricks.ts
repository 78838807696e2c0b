import { message } from "#base/message.ts";
import { databricksFiles } from "../databricks.ts";
import { quoted } from "../quoted.ts";
import type { Target } from "./target.ts";

const NAME = /^[A-Za-z0-9][\w-]*$/;
const MOST_CHARACTERS = 63;

export const databricks: Target = {
  name: message`Databricks model serving`,
  hint: message`An endpoint for a model in Unity Catalog.`,
  settings: ["endpointName", "registeredModel", "timeoutSeconds"],
  endpointNameProblem: (name) =>
    NAME.test(name) && name.length <= MOST_CHARACTERS
      ? null
      : message`Databricks wants a name of at most ${MOST_CHARACTERS} letters, digits, dashes and underscores; found ${quoted(name)}.`,
  files: databricksFiles,
  title: "Databricks model serving",
  steps: () => [
    "    bash deploy.sh",
    "Model serving wants a signature, which the model has, and registers models in Unity Catalog.",
  ],
  payloadForms: (answers) =>
    answers === "prompt" ? ["dataframe_split", "inputs"] : ["messages", "dataframe_split"],
  endpointUrl: ({ endpointName }) =>
    `https://WORKSPACE.cloud.databricks.com/serving-endpoints/${endpointName}/invocations`,
};
