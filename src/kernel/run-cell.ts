/** What running a cell does, one function a type. */
import { AppError } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import { buildDeployment } from "#deploy/deploy-files.ts";
import { buildArtifact } from "#mlflow/build-artifact.ts";
import { signatureOf } from "#mlflow/model-signature.ts";
import type {
  ArtifactCell,
  CellId,
  DeployCell,
  InferenceCell,
  ModelCell,
  RegisterCell,
  RunnableCell,
  WrapperCell,
} from "#notebook/cell.ts";
import { requireNames } from "#registry/name-problems.ts";
import { parseTags } from "#registry/parse-tags.ts";
import { parseServerAddress } from "#registry/server-address.ts";
import type { ServerAccess } from "#registry/server.ts";
import { wrapperOutput } from "#wrapper/wrapper-output.ts";
import type { CellOutput } from "./cell-state.ts";
import type { BundleRegistry, GenerationMetrics, InferenceEvents, InferencePort } from "./ports.ts";
import type { ReaderPort } from "#reader/reader-port.ts";
import type { RegistryPort } from "#registry/registry-port.ts";
import { runRecord } from "./run-record.ts";
import { inferenceRequest } from "./inference-request.ts";

/** Tokens that are kept in each place of an answer, the likeliest ones. */
const ALTERNATIVES = 5;

export interface RunContext {
  readonly inference: InferencePort;
  readonly reader: Pick<ReaderPort, "inspectBundle">;
  readonly registry: RegistryPort;
  /** What lets the person in to a server; user and secret are "" where none were given. */
  readonly accessTo: (url: string) => ServerAccess;
  /** Of the last answer that was made of the same model and wrapper; null where there is none. */
  readonly inferenceMetrics: () => GenerationMetrics | null;
  readonly bundles: BundleRegistry;
  readonly events: InferenceEvents;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** A new UUID (v4). */
  readonly newUuid: () => string;
  /** Names of the artifacts that other cells have made, with the cell's place in words ("cell 5"). */
  readonly otherArtifacts: () => readonly { readonly name: string; readonly where: Message }[];
}

type ModelOutput = Extract<CellOutput, { type: "model" }>;
type WrapperOutput = Extract<CellOutput, { type: "wrapper" }>;

/** Outputs of the cells above that the cell needs; the kernel has made sure that they are there. */
export interface UpstreamOutputs {
  readonly model: ModelOutput | null;
  readonly wrapper: WrapperOutput | null;
}

export async function runCell(
  cell: RunnableCell,
  upstream: UpstreamOutputs,
  context: RunContext,
): Promise<CellOutput> {
  switch (cell.type) {
    case "model":
      return runModel(cell, context);
    case "wrapper":
      return runWrapper(cell);
    case "signature":
      return { type: "signature", signature: signatureOf(needed(upstream.wrapper, cell.id).wrapper) };
    case "artifact":
      return runArtifact(cell, upstream, context);
    case "inference":
      return runInference(cell, upstream, context);
    case "register":
      return runRegister(cell, upstream, context);
    case "deploy":
      return runDeploy(cell, upstream, context);
  }
}

async function runModel(cell: ModelCell, context: RunContext): Promise<CellOutput> {
  const bundle = await context.bundles.get(cell.bundleId, context.signal);
  return { type: "model", bundle, report: await context.reader.inspectBundle(bundle, context.signal) };
}

function runWrapper(cell: WrapperCell): CellOutput {
  return { type: "wrapper", ...wrapperOutput(cell.wrapper) };
}

async function runArtifact(
  cell: ArtifactCell,
  upstream: UpstreamOutputs,
  context: RunContext,
): Promise<CellOutput> {
  const { bundle, report } = needed(upstream.model, cell.id);
  const { wrapper, code } = needed(upstream.wrapper, cell.id);
  const taken = context.otherArtifacts().find((other) => other.name === wrapper.name);
  if (taken) {
    throw new AppError(
      "name-taken",
      message`${taken.where} already makes an artifact named "${wrapper.name}", and two of one name would overwrite each other. Give this cell's wrapper another name.`,
      { details: { name: wrapper.name } },
    );
  }
  const artifact = await buildArtifact({
    wrapper,
    code,
    bundle,
    report,
    now: context.now(),
    newUuid: context.newUuid,
    signal: context.signal,
  });
  return { type: "artifact", artifact };
}

/** Builds the artifact too, for its size: that reads no weights. */
async function runDeploy(
  cell: DeployCell,
  upstream: UpstreamOutputs,
  { now, newUuid, signal }: RunContext,
): Promise<CellOutput> {
  const { bundle, report } = needed(upstream.model, cell.id);
  const { wrapper, code } = needed(upstream.wrapper, cell.id);
  const artifact = await buildArtifact({ wrapper, code, bundle, report, now: now(), newUuid, signal });
  const { settings } = cell;
  return {
    type: "deploy",
    deployment: buildDeployment({ wrapper, settings, modelBytes: artifact.totalBytes }),
  };
}

async function runInference(
  cell: InferenceCell,
  upstream: UpstreamOutputs,
  context: RunContext,
): Promise<CellOutput> {
  const { bundle, report } = needed(upstream.model, cell.id);
  const { wrapper } = needed(upstream.wrapper, cell.id);
  const { request, warnings } = inferenceRequest(
    { bundle, report },
    wrapper,
    cell.runtime ?? "automatic",
    cell.input,
    { alternatives: cell.keepsProbabilities ? ALTERNATIVES : 0, seed: cell.seed },
  );
  return {
    type: "inference",
    output: await context.inference.predict(request, context.events, context.signal),
    input: cell.input,
    ...(warnings.length > 0 && { warnings }),
  };
}

async function runRegister(
  cell: RegisterCell,
  upstream: UpstreamOutputs,
  context: RunContext,
): Promise<CellOutput> {
  const { bundle, report } = needed(upstream.model, cell.id);
  const { wrapper, code } = needed(upstream.wrapper, cell.id);
  if (cell.server.trim() === "") {
    throw new AppError(
      "invalid-input",
      message`Where should the model go? Give the address of an MLflow tracking server, such as http://localhost:5000.`,
    );
  }
  requireNames(cell);
  const publication = await context.registry.publish(
    {
      cellId: cell.id,
      server: context.accessTo(parseServerAddress(cell.server)),
      experiment: cell.experiment.trim(),
      runName: cell.runName.trim(),
      record: runRecord(wrapper, bundle, context.inferenceMetrics()),
      artifact: { wrapper, code, bundle, report },
      registeredName: cell.registeredName.trim(),
      alias: cell.alias.trim(),
      tags: parseTags(cell.tags),
    },
    (progress) => context.events.onProgress(progress),
    context.signal,
  );
  return { type: "register", publication };
}

function needed<T>(output: T | null, id: CellId): T {
  if (output === null)
    throw new AppError("missing-dependency", message`Cell ${id} ran before the cells that it needs.`);
  return output;
}
