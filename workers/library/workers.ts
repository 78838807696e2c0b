import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { RuntimeChoice } from "#inference/runtimes.ts";
import type { EngineWorker } from "#library/engine-port.ts";
import type { MlflowReader } from "#library/mlflow-reader-port.ts";
import { type EngineClient, engineClient } from "../inference/engine-client.ts";
import { mayRunElsewhere } from "../inference/may-run-elsewhere.ts";
import { type EngineKind, platform } from "./platform.ts";

/** A worker with one model. */
export type LibraryWorker = EngineClient<EngineWorker>;

const REMEDY = message`Load the model again. If the worker never started, the package's files do not lie beside its entry: see “Files, bundlers and hosts” in its README.`;

/** Not of `RUNTIMES`, whose texts a page would load. */
const CHOICES: readonly RuntimeChoice[] = ["automatic", "int4", "onnxruntime-web"];
const GONE = message`This model is disposed of. Load it again.`;

/** For one model: the worker ends with it. */
export function startEngine(kind: EngineKind): LibraryWorker {
  const { startEngine, startInner } = platform();
  return engineClient<EngineWorker>(() => startEngine(kind), { remedy: REMEDY, startInner, gone: GONE });
}

/** For several models, one after the other: after `dispose`, the next call starts a new worker. */
export function startSharedEngine(): LibraryWorker {
  const { startEngine, startInner } = platform();
  return engineClient<EngineWorker>(() => startEngine("full"), { remedy: REMEDY, startInner });
}

/**
 * Opens a model in the worker that its runtime needs: the full one is loaded for models that the kernel does not know.
 * @throws errors of `open`; the engine has ended then.
 */
export async function openEngine<Result>(
  runtime: RuntimeChoice,
  open: (engine: LibraryWorker) => Promise<Result>,
): Promise<Result> {
  if (!CHOICES.includes(runtime)) {
    throw new AppError("invalid-argument", message`The runtime is ${runtime}; give ${CHOICES.join(", ")}.`);
  }
  const openIn = async (kind: EngineKind): Promise<Result> => {
    const engine = startEngine(kind);
    try {
      return await open(engine);
    } catch (error) {
      engine.dispose();
      throw error;
    }
  };
  if (runtime !== "automatic") return openIn(runtime === "int4" ? "kernel" : "full");
  try {
    return await openIn("kernel");
  } catch (error) {
    if (!mayRunElsewhere(error)) throw error;
    return openIn("full");
  }
}

/** Reads an MLflow model in a worker of its own, which is ended afterwards, or by the signal. */
export async function withReader<Result>(
  signal: AbortSignal,
  read: (reader: MlflowReader) => Promise<Result>,
): Promise<Result> {
  const reader = engineClient<MlflowReader>(() => platform().startReader(), { remedy: REMEDY });
  const end = (): void => reader.dispose();
  signal.addEventListener("abort", end, { once: true });
  try {
    return await read(reader);
  } finally {
    signal.removeEventListener("abort", end);
    end();
  }
}
