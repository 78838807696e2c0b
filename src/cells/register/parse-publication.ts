import type { Publication } from "#registry/registry-port.ts";
import { parseServerAddress } from "#registry/server-address.ts";
import type { JupyterJson } from "../cell-base.ts";
import { number, record, text } from "../kept-fields.ts";

export function parsePublication(publication: JupyterJson): Publication {
  const { version, modelId } = publication;
  const registered = version === null ? null : record(version);
  return {
    serverUrl: parseServerAddress(text(publication["serverUrl"])),
    serverVersion: text(publication["serverVersion"]),
    experimentId: text(publication["experimentId"]),
    runId: text(publication["runId"]),
    runName: text(publication["runName"]),
    modelId: modelId === null ? null : text(modelId),
    modelUri: text(publication["modelUri"]),
    version: registered && {
      name: text(registered["name"]),
      version: text(registered["version"]),
      alias: text(registered["alias"]),
    },
    fileCount: number(publication["fileCount"]),
    sizeBytes: number(publication["sizeBytes"]),
  };
}
