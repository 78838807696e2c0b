/** MLflow's scoring server for a model of the library. */
import {
  createServer as createHttpServer,
  type IncomingMessage,
  type Server,
  type ServerResponse,
} from "node:http";
import { AppError, cancelled, isAbort } from "#base/errors.ts";
import { answerRequest } from "#scoring-server/scoring-server.ts";
import type { EndpointRoute, ServedResponse } from "#scoring-server/served.ts";
import { MlflowModel } from "../mlflow-model.ts";
import { answerOpenAi, type AskedRequest, type Asking, isOpenAiPath, openAiError } from "./openai-routes.ts";
import { send } from "./send.ts";

/** Options of `createServer`. */
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
 * Answers /ping, /health, /version and /invocations as `mlflow models serve` does, and /v1/models and /v1/chat/completions as OpenAI's
 * API does. A client that leaves ends its request.
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
  { maxBodyBytes = 64 << 20, onError }: ServerOptions,
): Promise<void> {
  const left = new AbortController();
  response.on("close", () => left.abort());
  const { signal } = left;
  const told = (error: unknown): void => {
    if (!isAbort(error)) onError?.(AppError.from(error));
  };
  const path = (request.url ?? "").split("?")[0] ?? "";
  try {
    const body = await bodyOf(request, maxBodyBytes);
    const asked = {
      path,
      method: request.method ?? "GET",
      contentType: request.headers["content-type"] ?? null,
      body,
    };
    if (body === null) {
      const why = `The request's body is larger than ${maxBodyBytes} bytes.`;
      send(response, isOpenAiPath(path) ? openAiError(413, why) : { ...FAILED, status: 413, body: why });
    } else if (isOpenAiPath(path)) await answerOpenAi(model, { ...asked, body }, response, { signal, told });
    else send(response, await scored(model, { ...asked, body }, { signal, told }));
  } catch (error) {
    told(error);
    if (!isAbort(error)) send(response, FAILED);
  }
}

async function scored(
  model: MlflowModel,
  { path, method, contentType, body }: AskedRequest,
  { signal, told }: Asking,
): Promise<ServedResponse> {
  const route = ROUTES.get(path);
  if (route === undefined) return NOT_FOUND;
  return answerRequest(
    { route, method, contentType, body: Uint8Array.from(body).buffer },
    MlflowModel.served(model, told),
    signal,
  );
}

/**
 * All of it is read: an answer before the end would reach only some clients.
 * @returns null if it is too large.
 * @throws AppError "aborted" if the client leaves while it sends.
 */
async function bodyOf(request: IncomingMessage, maxBytes: number): Promise<Buffer | null> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  try {
    for await (const chunk of request as AsyncIterable<Buffer>) {
      bytes += chunk.length;
      if (bytes <= maxBytes) chunks.push(chunk);
      else chunks.length = 0;
    }
  } catch (error) {
    throw request.complete ? error : cancelled(error);
  }
  return bytes > maxBytes ? null : Buffer.concat(chunks);
}
