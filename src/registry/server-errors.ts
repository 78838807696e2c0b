/** What a tracking server's refusals mean, and what to do. */
import { fallback, type InferOutput, object, optional, parse, string } from "valibot";
import { parseJson } from "#base/parse-json.ts";
import { AppError } from "#base/errors.ts";
import { capitalised, message, type Message } from "#base/message.ts";

const textIfAny = fallback(optional(string()), undefined);
/** MLflow's error body (mlflow.exceptions.MlflowException.serialize_as_json). */
const errorSchema = object({ error_code: textIfAny, message: textIfAny });

/**
 * There was no answer that the page can read. Browsers do not say whether the server is down or refuses the page's origin, so the message
 * names both.
 */
export function unreachable(url: string, origin: string, cause: unknown): AppError {
  const server = new URL(url);
  const isOfThisMachine = ["localhost", "127.0.0.1", "[::1]"].includes(server.hostname);
  if (origin.startsWith("https:") && server.protocol === "http:" && !isOfThisMachine) {
    return new AppError(
      "network",
      message`This page cannot reach ${url}: a page served over https can reach only servers with https, and those on this computer. Enter an address with https. A proxy in front of the server can provide it.`,
      { details: { url, origin }, cause },
    );
  }
  return new AppError(
    "network",
    message`${url} gave this page no answer. If the server is not running, start it, or correct the address. If it is running (${url}/version shows its version in another tab), it does not accept requests from pages at ${origin}. Start it with mlflow server --cors-allowed-origins ${origin} (MLflow 3.5 or later; an earlier one needs a proxy that sends Access-Control-Allow-Origin).`,
    { details: { url, origin }, cause },
  );
}

/** A server that gave its version, which MLflow gives to everyone, and then refused the first request of its API. */
export function hostRefused(url: string, origin: string, cause: unknown): AppError {
  const { host } = new URL(url);
  return new AppError(
    "network",
    message`${url} gave its version, but refused this page's API request: it does not know ${host} as its own name. Start it with mlflow server --allowed-hosts ${host} --cors-allowed-origins ${origin}. A proxy in front of it must let the method POST and the header Authorization through.`,
    { details: { url, origin }, cause },
  );
}

/** A server that had answered, and whose connection breaks again and again. @param doing as `refusal`. */
export function brokeOff(url: string, doing: Message, tries: number, cause: unknown): AppError {
  return new AppError(
    "network",
    message`${capitalised(doing)}: the connection to ${url} broke ${tries} times. Check that the server is still running, and run this cell again: the upload continues where it stopped.`,
    { details: { url }, cause },
  );
}

/** Bytes of an answer that is no file. MLflow's longest, a page of 200 runs or versions with all that they may hold, have a few MB. */
export const MOST_ANSWERED = 32 * 2 ** 20;

/** An answer that does not end. @param url of who sent it. */
export function answerTooLong(url: string): AppError {
  return new AppError(
    "over-limit",
    message`An MLflow tracking server answers with at most ${MOST_ANSWERED / 2 ** 20} MB at once; ${url} sent more, and the rest was not read. Check that this is the server's address. In code, ask for less at once, with a smaller max_results.`,
    { details: { url } },
  );
}

/** What an answer without success means. @param doing what was tried, as a clause: "the run could not be created". */
export function refusal(url: string, doing: Message, status: number, body: string): AppError {
  const { error_code: code, message: said } = parseError(body);
  const details = { url, status, ...(code !== undefined && { errorCode: code }) };
  if (status === 401) {
    return new AppError(
      "network",
      message`${url} needs a login (401): ${doing}. Enter a token, or a user name and password.`,
      { details },
    );
  }
  if (status === 403) {
    const why = said ?? oneLine(body);
    return new AppError(
      "network",
      message`${url} refused this (403): ${doing}${why === "" ? "" : message`; it says “${why}”`}. You may not have permission, or the server does not allow this page's origin or its own host name.`,
      { details },
    );
  }
  if (status === 413) {
    return new AppError(
      "network",
      message`${capitalised(doing)}: it is larger than ${url} accepts (413). A proxy in front of the server sets this limit. In nginx it is client_max_body_size.`,
      { details },
    );
  }
  if (isWithoutArtifacts(body)) {
    return new AppError(
      "unsupported",
      message`${capitalised(doing)}: ${url} does not accept artifacts. Start it with mlflow server --serve-artifacts --artifacts-destination FOLDER. The server stores them in FOLDER.`,
      { details },
    );
  }
  const says = said ?? oneLine(body);
  return new AppError(
    code === "RESOURCE_ALREADY_EXISTS" ? "name-taken" : status === 404 ? "not-found" : "network",
    says === ""
      ? message`${capitalised(doing)}: ${url} answered ${status}.`
      : message`${capitalised(doing)}: ${url} answered ${status}, “${says}”.`,
    { details },
  );
}

/** Whether the same request may succeed in a moment. */
export function isPassing(status: number, body: string): boolean {
  if (isWithoutArtifacts(body)) return false;
  return status === 408 || status === 429 || status === 502 || status === 503 || status === 504;
}

/** The words of a server that runs with --no-serve-artifacts (mlflow/server/artifact_router.py and handlers.py). */
function isWithoutArtifacts(body: string): boolean {
  return body.includes("--serve-artifacts") || body.includes("Artifact serving is not configured");
}

/** Empty if the body is something else. */
function parseError(body: string): Partial<InferOutput<typeof errorSchema>> {
  try {
    return parse(errorSchema, parseJson(body));
  } catch {
    return {};
  }
}

/** The beginning of a plain answer; empty for a page of HTML. */
function oneLine(body: string): string {
  const text = body.trim();
  return text.startsWith("<") ? "" : text.replaceAll(/\s+/g, " ").slice(0, 200);
}
