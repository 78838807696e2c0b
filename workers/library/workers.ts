import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { RuntimeChoice } from "#inference/runtimes.ts";
import type { EngineWorker } from "#library/engine-port.ts";
import type { MlflowReader } from "#library/mlflow-reader-port.ts";
import { STOP_MS } from "../inference/stop-ms.ts";
import { RpcClient, type WorkerLike } from "../rpc/client.ts";
import { type EngineKind, platform } from "./platform.ts";

/** A worker with one model. */
export interface Engine {
  readonly worker: EngineWorker;
  /** Ends the worker, and frees everything that it holds. */
  end(): void;
}

function libraryClient(start: () => WorkerLike): RpcClient {
  return new RpcClient(
    start,
    undefined,
    message`Load the model again. If the worker never started, the package's files do not lie beside its entry: see “Files, bundlers and hosts” in its README.`,
  );
}

export function startEngine(kind: EngineKind): Engine {
  const client = libraryClient(() => platform().startEngine(kind));
  return { worker: client.port<EngineWorker>({}, { stopMs: STOP_MS }), end: () => client.terminate() };
}

/**
 * Opens a model in the worker that its runtime needs: the full one is loaded for models that the kernel does not know.
 * @throws errors of `open`; the engine has ended then.
 */
export async function openEngine<Result>(
  runtime: RuntimeChoice,
  open: (engine: Engine) => Promise<Result>,
): Promise<Result> {
  const openIn = async (kind: EngineKind): Promise<Result> => {
    const engine = startEngine(kind);
    try {
      return await open(engine);
    } catch (error) {
      engine.end();
      throw error;
    }
  };
  if (runtime !== "automatic") return openIn(runtime === "int4" ? "kernel" : "full");
  try {
    return await openIn("kernel");
  } catch (error) {
    const { code } = AppError.from(error);
    if (code !== "unsupported" && code !== "missing-dependency") throw error;
    return openIn("full");
  }
}

/** Reads an MLflow model in a worker of its own, which is ended afterwards, or by the signal. */
export async function withReader<Result>(
  signal: AbortSignal,
  read: (reader: MlflowReader) => Promise<Result>,
): Promise<Result> {
  const client = libraryClient(() => platform().startReader());
  const end = (): void => client.terminate();
  signal.addEventListener("abort", end, { once: true });
  try {
    return await read(client.port<MlflowReader>({}));
  } finally {
    signal.removeEventListener("abort", end);
    end();
  }
}
