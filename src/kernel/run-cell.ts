/** What running a cell does, one function a type. */
import { AppError } from "#base/errors.ts";
import { inspectBundle } from "#bundle/inspect.ts";
import { buildArtifact } from "#mlflow/build-artifact.ts";
import { signatureOf } from "#mlflow/model-signature.ts";
import { parseInferenceInput } from "#mlflow/parse-inference-input.ts";
import type {
  ArtifactCell,
  CellId,
  InferenceCell,
  ModelCell,
  RunnableCell,
  WrapperCell,
} from "#notebook/cell.ts";
import { wrapperOutput } from "#wrapper/wrapper-output.ts";
import type { CellOutput } from "./cell-state.ts";
import type { BundleRegistry, InferenceEvents, InferencePort } from "./ports.ts";

export interface RunContext {
  readonly inference: InferencePort;
  readonly bundles: BundleRegistry;
  readonly events: InferenceEvents;
  readonly signal: AbortSignal;
  readonly now: () => Date;
  /** A new UUID (v4). */
  readonly newUuid: () => string;
  /** Names of the artifacts that other cells have made, with the cell's place in words ("cell 5"). */
  readonly otherArtifacts: () => readonly { readonly name: string; readonly where: string }[];
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
  }
}

async function runModel(cell: ModelCell, context: RunContext): Promise<CellOutput> {
  const bundle = await context.bundles.get(cell.bundleId, context.signal);
  return { type: "model", bundle, report: await inspectBundle(bundle, context.signal) };
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
      `${taken.where} already makes an artifact named "${wrapper.name}", and two of one name would overwrite each other. ` +
        "Give this cell's wrapper another name.",
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

async function runInference(
  cell: InferenceCell,
  upstream: UpstreamOutputs,
  context: RunContext,
): Promise<CellOutput> {
  const { bundle, report } = needed(upstream.model, cell.id);
  const { wrapper } = needed(upstream.wrapper, cell.id);
  const readiness = report[wrapper.option];
  if (!readiness.ready) throw new AppError("invalid-bundle", readiness.reason);
  const input = parseInferenceInput(cell.input, wrapper);
  const runtime = cell.runtime ?? "automatic";
  const request =
    wrapper.option === "transformers" && input.option === "transformers"
      ? ({ option: "transformers", bundle, wrapper, runtime, input: input.request } as const)
      : wrapper.option === "pyfunc" && input.option === "pyfunc"
        ? ({ option: "pyfunc", bundle, wrapper, runtime, input: input.request } as const)
        : null;
  if (request === null) throw new AppError("internal", "The input was read for the other option.");
  return {
    type: "inference",
    output: await context.inference.predict(request, context.events, context.signal),
    ...(input.warnings.length > 0 && { warnings: input.warnings }),
  };
}

function needed<T>(output: T | null, id: CellId): T {
  if (output === null)
    throw new AppError("missing-dependency", `Cell ${id} ran before the cells that it needs.`);
  return output;
}
