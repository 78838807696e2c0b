/** Sends one request to a deployed model, and explains what can go wrong between a page and an endpoint. */
import { AppError, cancelled, isAbort, throwIfAborted } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import { textUpTo } from "#base/read-answer.ts";

export interface EndpointRequest {
  readonly url: string;
  readonly token: string | null;
  readonly body: object;
  readonly timeoutSeconds: number;
}

export interface EndpointReply {
  readonly status: number;
  readonly text: string;
  /** From the request to the last byte of the answer. */
  readonly latencyMs: number;
}

interface AskOptions {
  readonly fetch?: typeof fetch;
  readonly nowMs?: () => number;
  readonly signal?: AbortSignal;
}

/** The most bytes of an answer. A model's is at most as long as its context, some 100 kB. */
const MOST_BYTES = 16 * 2 ** 20;
const LOCAL = /^(localhost|127(\.\d+){3}|\[::1\])$/;

/**
 * Sends the request. An answer with an error status is an answer.
 * @throws AppError "invalid-input" for an address that cannot be requested, "network" if no answer came, "over-limit", "aborted".
 */
export async function askEndpoint(
  request: EndpointRequest,
  { fetch: send = fetch, nowMs = () => performance.now(), signal }: AskOptions = {},
): Promise<EndpointReply> {
  throwIfAborted(signal);
  const url = endpointAddress(request);
  const timeout = AbortSignal.timeout(request.timeoutSeconds * 1000);
  const startMs = nowMs();
  try {
    const response = await send(url, {
      method: "POST",
      headers: {
        "Content-Type": "application/json",
        ...(request.token !== null && { Authorization: `Bearer ${request.token}` }),
      },
      body: JSON.stringify(request.body),
      signal: signal ? AbortSignal.any([signal, timeout]) : timeout,
      cache: "no-store",
      credentials: "omit",
      referrerPolicy: "no-referrer",
      // The token is sent only to the given address, not to where that redirects.
      redirect: "error",
    });
    const text = await textUpTo(response, MOST_BYTES, () => tooLong(url.host));
    return { status: response.status, text, latencyMs: nowMs() - startMs };
  } catch (thrown) {
    if (thrown instanceof AppError && thrown.code === "over-limit") throw thrown;
    if (signal?.aborted) throw AppError.from(isAbort(thrown) ? thrown : cancelled(thrown));
    if (timeout.aborted) {
      throw new AppError(
        "network",
        message`${url.host} gave no answer in ${request.timeoutSeconds} seconds. A model's first answer may take long; raise the timeout, or ask for fewer tokens.`,
        { cause: thrown },
      );
    }
    throw new AppError("network", unreachable(url), { cause: thrown });
  }
}

function tooLong(host: string): AppError {
  return new AppError(
    "over-limit",
    message`A deployed model answers with at most ${MOST_BYTES / 2 ** 20} MB; ${host} sent more, and the rest was not read. Check that the address is the endpoint's.`,
  );
}

function endpointAddress({ url: text, token }: EndpointRequest): URL {
  const example = "https://phi3-endpoint.westeurope.inference.ml.azure.com/score";
  const url = URL.canParse(text.trim()) ? new URL(text.trim()) : null;
  if (url === null || !/^https?:$/.test(url.protocol)) {
    throw new AppError(
      "invalid-input",
      message`The address should begin with https:// or http://, such as ${example}; found ${text.trim() === "" ? message`nothing` : `"${text.trim()}"`}.`,
    );
  }
  if (url.username !== "" || url.password !== "") {
    throw new AppError(
      "invalid-input",
      message`The address holds a password. Give the token in its own field.`,
    );
  }
  if (token !== null && url.protocol === "http:" && !LOCAL.test(url.hostname)) {
    throw new AppError(
      "invalid-input",
      message`The token would go to ${url.host} unencrypted. Use https://, or leave the token out.`,
    );
  }
  return url;
}

/** A browser does not tell a page why a request failed; these are the possible reasons. */
function unreachable(url: URL): Message {
  const why = LOCAL.test(url.hostname)
    ? message`Is the server running at ${url.host}?`
    : message`Is the address right, and is the endpoint up?`;
  return message`No answer came from ${url.host}. ${why} If so, it does not allow requests from this page: a server must allow the page's origin (CORS). Set CORS_ORIGINS for this page's Docker image, or AML_CORS_ORIGINS for Azure ML's inference server. mlflow models serve and Azure's managed endpoints allow no web page, so put another service in front of them. The samples run in a terminal, where CORS does not apply.`;
}
