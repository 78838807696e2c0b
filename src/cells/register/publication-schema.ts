import { type GenericSchema, nullable, number, object, pipe, string, transform } from "valibot";
import type { LoggedRun, Publication } from "#registry/registry-port.ts";
import { parseServerAddress } from "#registry/server-address.ts";

const loggedRun = {
  // It becomes a link.
  serverUrl: pipe(string(), transform(parseServerAddress)),
  serverVersion: string(),
  experimentId: string(),
  runId: string(),
  runName: string(),
};

export const loggedRunSchema: GenericSchema<unknown, LoggedRun> = object(loggedRun);

export const publicationSchema: GenericSchema<unknown, Publication> = object({
  ...loggedRun,
  modelId: nullable(string()),
  modelUri: string(),
  version: nullable(object({ name: string(), version: string(), alias: string() })),
  fileCount: number(),
  sizeBytes: number(),
});
