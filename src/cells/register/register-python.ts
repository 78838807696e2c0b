import { parseTags } from "#registry/parse-tags.ts";
import { parseServerAddress } from "#registry/server-address.ts";
import { pythonLiteral, pythonString } from "#wrapper/python-literal.ts";
import { artifactPython } from "../artifact/artifact-python.ts";
import type { CellSurroundings } from "../cell-behaviour.ts";
import type { RegisterCell } from "./register-cell.ts";

/** In Jupyter too, nothing is sent before there is an address. */
export function registerPython(
  cell: RegisterCell,
  around: Pick<CellSurroundings, "wrapper" | "loggingCode">,
): string {
  const { loggingCode } = around;
  if (cell.server.trim() === "") return "# Registering needs the address of an MLflow tracking server\n";
  const run =
    cell.runName.trim() === ""
      ? ""
      : `os.environ["MLFLOW_RUN_NAME"] = ${pythonString(cell.runName.trim())}\n`;
  const name = cell.registeredName.trim();
  return `# A server that asks who you are reads MLFLOW_TRACKING_TOKEN, or MLFLOW_TRACKING_USERNAME and MLFLOW_TRACKING_PASSWORD
import os

${run}mlflow.set_tracking_uri(${pythonString(addressOf(cell.server))})
mlflow.set_experiment(${pythonString(cell.experiment.trim())})

${loggingCode === null ? "" : `# Logs the model again, on the server\n${loggingCode.trimEnd()}\n`}${artifactPython(around)}${name === "" ? "" : registrationPython(cell, name)}`;
}

function registrationPython(cell: RegisterCell, name: string): string {
  const alias = cell.alias.trim();
  const tags = tagsOf(cell.tags);
  const withTags = Object.keys(tags).length === 0 ? "" : `, tags=${pythonLiteral(tags)}`;
  const setAlias =
    alias === ""
      ? ""
      : `mlflow.MlflowClient().set_registered_model_alias(${pythonString(name)}, ${pythonString(alias)}, version.version)\n`;
  return `
version = mlflow.register_model(model_info.model_uri, ${pythonString(name)}${withTags})
${setAlias}print(f"{version.name}, version {version.version}")
`;
}

/** The parsed value if it is valid, otherwise as typed: it fails in Jupyter as it does in the page. */
export function addressOf(typed: string): string {
  try {
    return parseServerAddress(typed);
  } catch {
    return typed;
  }
}

function tagsOf(typed: string): Record<string, string> {
  try {
    return parseTags(typed);
  } catch {
    return {};
  }
}
