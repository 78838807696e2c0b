/** What a sample sends, in the form that its server takes, and where the answer lies in what comes back. */
import type { WrapperOption } from "#wrapper/wrapper.ts";
import type { DeploySettings, DeployTarget } from "./deploy-settings.ts";

/** MLflow's scoring server takes the first three at /invocations, Azure ML's "input_data" at /score. */
export type PayloadForm = "messages" | "dataframe_split" | "inputs" | "input_data";

/** What predict takes: {"messages": […], …} or {"prompt": "…"}. */
export type ModelInput = Readonly<Record<string, unknown>>;

/**
 * The forms that the target's server answers for the option, as real servers did (docs/compatibility.md): MLflow turns a
 * chat's messages under "inputs" into NumPy arrays and then refuses them, and MLServer knows no bare "messages".
 */
export function payloadForms(target: DeployTarget, option: WrapperOption): readonly PayloadForm[] {
  switch (target) {
    case "azure-ml":
      return ["input_data"];
    case "docker":
    case "databricks":
      return option === "transformers" ? ["messages", "dataframe_split"] : ["dataframe_split", "inputs"];
    case "kserve":
      return ["dataframe_split"];
    case "azure-ml-batch":
    case "spark":
      return [];
  }
}

export function requestBody(form: PayloadForm, input: ModelInput): object {
  const split = { columns: Object.keys(input), data: [Object.values(input)] };
  switch (form) {
    case "messages":
      return input;
    case "dataframe_split":
      return { dataframe_split: split };
    case "inputs":
      return { inputs: Object.fromEntries(Object.entries(input).map(([key, value]) => [key, [value]])) };
    case "input_data":
      return { input_data: { columns: split.columns, index: [0], data: split.data } };
  }
}

/** The endpoint's address as far as it is known before it is there. */
export function endpointUrl({ target, endpointName }: DeploySettings): string {
  switch (target) {
    case "azure-ml":
      return `https://${endpointName}.REGION.inference.ml.azure.com/score`;
    case "databricks":
      return `https://WORKSPACE.cloud.databricks.com/serving-endpoints/${endpointName}/invocations`;
    case "kserve":
      return `http://${endpointName}.default.example.com/invocations`;
    case "docker":
    case "azure-ml-batch":
    case "spark":
      return "http://localhost:8080/invocations";
  }
}

/**
 * The answer's text in a server's response, whether under "predictions" or bare.
 * @returns null where it is not what the option gives.
 */
export function answerText(option: WrapperOption, response: unknown): string | null {
  const body = isRecord(response) && "predictions" in response ? response["predictions"] : response;
  const first: unknown = Array.isArray(body) ? body[0] : body;
  if (option === "pyfunc") return typeof first === "string" ? first : null;
  const choices = isRecord(first) ? first["choices"] : undefined;
  const choice: unknown = Array.isArray(choices) ? choices[0] : undefined;
  const message = isRecord(choice) ? choice["message"] : undefined;
  const content = isRecord(message) ? message["content"] : undefined;
  return typeof content === "string" ? content : null;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
