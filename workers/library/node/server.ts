/** MLflow's scoring server for a model of the library. */
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { AppError, isAbort } from "#base/errors.ts";
import { answerRequest } from "#serving/scoring-server.ts";
import type { EndpointRoute, ServedResponse } from "#serving/served.ts";
import { MlflowModel } from "../mlflow-model.ts";

export interface ServerOptions {
  /** Bytes of a request's body; 64 MB by default. */
  readonly maxBodyBytes?: number;
  /** Called with the reason of a failure, which MLflow's answer hides. */
  readonly onError?: (error: AppError) => void;
}

/** The routes of MLflow 3.17 (mlflow/pyfunc/scoring_server). */
const ROUTES: ReadonlyMap<string, EndpointRoute> = new Map([
  ["/ping", "ping"],
  ["/health", "health"],
  ["/version", "version"],
  ["/invocations", "invocations"],
]);

/** FastAPI's answer for an unknown address. */
const NOT_FOUND: ServedResponse = {
  status: 404,
  contentType: "application/json",
  body: '{"detail":"Not Found"}',
};

/** An ASGI server's answer when the application fails. */
const FAILED: ServedResponse = {
  status: 500,
  contentType: "text/plain; charset=utf-8",
  body: "Internal Server Error",
};

/**
 * Answers /ping, /health, /version and /invocations as `mlflow models serve` does. A client that leaves ends its request.
 * @returns a server that is not listening yet.
 */
export function createServer(model: MlflowModel, options: ServerOptions = {}): Server {
  return createHttpServer((request, response) => {
    void answer(model, request, response, options);
  });
}

async function answer(
  model: MlflowModel,
  request: IncomingMessage,
  response: ServerResponse,
  options: ServerOptions,
): Promise<void> {
  const left = new AbortController();
  response.on("close", () => left.abort());
  const served = await responseTo(model, request, options, left.signal);
  if (served === null || response.destroyed) return;
  response.writeHead(served.status, { "content-type": served.contentType });
  response.end(served.body);
}

/** null for a client that has left. */
async function responseTo(
  model: MlflowModel,
  request: IncomingMessage,
  { maxBodyBytes = 64 << 20, onError }: ServerOptions,
  signal: AbortSignal,
): Promise<ServedResponse | null> {
  try {
    const route = ROUTES.get((request.url ?? "").split("?")[0] ?? "");
    if (route === undefined) return NOT_FOUND;
    const body = await bodyOf(request, maxBodyBytes);
    if (body === null)
      return { status: 413, contentType: "text/plain; charset=utf-8", body: "Content Too Large" };
    const contentType = request.headers["content-type"] ?? null;
    const method = request.method ?? "GET";
    const served = MlflowModel.served(model, (error) => {
      if (!isAbort(error)) onError?.(AppError.from(error));
    });
    return await answerRequest({ route, method, contentType, body }, served, signal);
  } catch (error) {
    if (isAbort(error)) return null;
    onError?.(AppError.from(error));
    return FAILED;
  }
}

/** null if it is too large. */
async function bodyOf(request: IncomingMessage, maxBytes: number): Promise<ArrayBuffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > maxBytes) return null;
    chunks.push(chunk);
  }
  return Uint8Array.from(Buffer.concat(chunks)).buffer;
}
