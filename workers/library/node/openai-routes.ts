/** OpenAI's API for a model of the library: its clients need another base address only. */
import type { ServerResponse } from "node:http";
import { AppError, type ErrorCode, isAbort } from "#base/errors.ts";
import { percentEncoded } from "#base/percent-encoded.ts";
import type { ChatCompletionRequest } from "#library/chat-request.ts";
import type { ServedResponse } from "#scoring-server/served.ts";
import type { MlflowModel } from "../mlflow-model.ts";
import { send } from "./send.ts";

export interface AskedRequest {
  readonly path: string;
  readonly method: string;
  readonly contentType: string | null;
  readonly body: Buffer;
}

export interface Asking {
  /** Aborts when the client has left. */
  readonly signal: AbortSignal;
  /** Takes each failure. */
  readonly told: (error: unknown) => void;
}

/** What the request is to blame for. */
const REQUEST_CODES: ReadonlySet<ErrorCode> = new Set([
  "invalid-input",
  "invalid-argument",
  "invalid-config",
  "prompt-too-long",
  "unsupported",
]);

export function isOpenAiPath(path: string): boolean {
  return path === "/v1" || path.startsWith("/v1/");
}

/** @throws what is no fault of the model or the request. */
export async function answerOpenAi(
  model: MlflowModel,
  { path, method, contentType, body }: AskedRequest,
  response: ServerResponse,
  { signal, told }: Asking,
): Promise<void> {
  const end = (answer: ServedResponse): void => send(response, answer);
  if (path === "/v1/models" || path === `/v1/models/${percentEncoded(model.name)}`) {
    if (method !== "GET") return end(openAiError(405, `${path} takes GET.`));
    const only = { id: model.name, object: "model", created: 0, owned_by: "phi3-mlflow" };
    return end(json(200, path === "/v1/models" ? { object: "list", data: [only] } : only));
  }
  if (path !== "/v1/chat/completions") {
    return end(openAiError(404, `There is no ${path}. This server has /v1/chat/completions and /v1/models.`));
  }
  if (method !== "POST") return end(openAiError(405, `${path} takes POST.`));
  if (!/^application\/json\b/i.test(contentType ?? ""))
    return end(openAiError(415, `The content type is ${contentType ?? "missing"}; send application/json.`));
  const request = requestOf(body);
  if (request === null) return end(openAiError(400, "The body is not a JSON object."));
  try {
    if (request.stream === true) await stream(model, { ...request, stream: true }, response, signal);
    else {
      const whole = await model.chat.completions.create({ ...request, stream: false }, { signal });
      end(json(200, whole));
    }
  } catch (error) {
    if (isAbort(error)) throw error;
    told(error);
    const failure = failureOf(error);
    if (!response.headersSent) end(failure);
    // OpenAI's clients take it for an error.
    else response.end(`data: ${failure.body}\n\n`);
  }
}

/** Server-sent events. */
async function stream(
  model: MlflowModel,
  request: ChatCompletionRequest & { readonly stream: true },
  response: ServerResponse,
  signal: AbortSignal,
): Promise<void> {
  let waiting = "";
  for await (const chunk of await model.chat.completions.create(request, { signal })) {
    waiting += `data: ${JSON.stringify(chunk)}\n\n`;
    // The first chunk holds no text: until there is some, a failure can still have a status of its own.
    if (chunk.choices[0]?.delta.role !== undefined) continue;
    if (!response.headersSent)
      response.writeHead(200, {
        "content-type": "text/event-stream; charset=utf-8",
        "cache-control": "no-cache",
      });
    response.write(waiting);
    waiting = "";
  }
  response.end("data: [DONE]\n\n");
}

function requestOf(body: Buffer): ChatCompletionRequest | null {
  try {
    const given: unknown = JSON.parse(body.toString("utf8"));
    return typeof given === "object" && given !== null && !Array.isArray(given)
      ? (given as ChatCompletionRequest)
      : null;
  } catch {
    return null;
  }
}

function failureOf(thrown: unknown): ServedResponse {
  const { code, message } = AppError.from(thrown);
  return openAiError(REQUEST_CODES.has(code) ? 400 : 500, message, code);
}

/** An error in the form of OpenAI's API. */
export function openAiError(status: number, message: string, code: ErrorCode | null = null): ServedResponse {
  const type = status < 500 ? "invalid_request_error" : "server_error";
  return json(status, { error: { message, type, param: null, code } });
}

function json(status: number, value: unknown): ServedResponse {
  return { status, contentType: "application/json", body: JSON.stringify(value) };
}
