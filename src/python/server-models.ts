/** Models between Python and a server that the person let it use: log_model sends one, load_model fetches one. */
import { object, nullable, string } from "valibot";
import { message } from "#base/message.ts";
import { AppError } from "#base/errors.ts";
import { parseJson } from "#base/parse-json.ts";
import { readStored } from "#base/read-stored.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { RuntimeChoice } from "#inference/runtimes.ts";
import type { ModelUpload, UploadedModel } from "#registry/registry-port.ts";
import type { ServerAccess } from "#registry/server.ts";
import type { PythonValue } from "./bridge.ts";
import { text } from "./host/arguments.ts";
import type { OpenedSource } from "./model-consent.ts";
import type { ToldModel } from "./told-models.ts";

/** Where Python logs a model to, as mlflow/_logging.py tells it. */
export interface LoggedWhere {
  /** MLmodel has these three. */
  readonly runId: string | null;
  readonly modelId: string | null;
  readonly artifactPath: string;
  readonly owner: ModelUpload["owner"];
}

/** A model of a server, as mlflow/_opening.py loads it. */
export interface ServerModel {
  /** JSON */
  readonly model: string;
  /** Its Python; null if it brings none. */
  readonly opened: OpenedSource | null;
  readonly texts: readonly { readonly path: string; readonly text: string }[];
}

/** @returns the reference by which Python can load the model, on that runtime. */
export type OfferModel = (bundle: ModelBundle, runtime: RuntimeChoice) => Promise<string>;

/** What a code cell does with them. */
export interface ServerModels {
  /** Makes the model's files, and sends them. @throws AppError "unsupported" if there can be no files, and as `RegistryPort.uploadModel`. */
  upload(
    model: ToldModel,
    where: LoggedWhere,
    server: ServerAccess,
    signal: AbortSignal,
  ): Promise<UploadedModel>;
  /** @throws AppError "unsupported" if Python here cannot load it, and as `RegistryPort.downloadModel`. */
  open(server: ServerAccess, location: string, offer: OfferModel, signal: AbortSignal): Promise<ServerModel>;
}

const whereSchema = object({
  runId: nullable(string()),
  modelId: nullable(string()),
  artifactPath: string(),
});

/** @throws AppError "invalid-document" if the page's modules do not tell it so. */
export function readWhere(json: PythonValue): LoggedWhere {
  const where = readStored(whereSchema, parseJson(text(json)), "Python");
  const { runId, modelId, artifactPath } = where;
  if (modelId !== null) return { ...where, owner: { modelId } };
  if (runId !== null) return { ...where, owner: { runId, path: artifactPath } };
  throw new AppError(
    "invalid-argument",
    message`Python did not say to which run or logged model this model belongs. Restart Python, then run the cell again.`,
  );
}

/** The person's answer when they agree to run a server's model, by the digest of its sources. */
export function agreementToRun(sha256: string): string {
  return `agreed to run ${sha256}`;
}
