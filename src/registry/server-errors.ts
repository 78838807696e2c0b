/** What a tracking server's refusals mean, and what to do. */
import { AppError } from "#base/errors.ts";

/** MLflow's error body (mlflow.exceptions.MlflowException.serialize_as_json). */
interface MlflowErrorJson {
  readonly error_code?: string;
  readonly message?: string;
}

/**
 * A server that gave no answer that the page may read. Browsers do not tell a page whether the server is away or refuses the
 * page's origin, so that both are said.
 */
export function unreachable(url: string, origin: string, cause: unknown): AppError {
  const { hostname } = new URL(url);
  const isLocal = ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
  const flags = [
    `--cors-allowed-origins ${origin}`,
    ...(isLocal ? [] : [`--allowed-hosts ${new URL(url).host}`]),
  ].join(" ");
  return new AppError(
    "network",
    `${url} gave no answer that this page may read. If the server does not run there, start it or mend the address. ` +
      `If it runs, it does not let pages of ${origin} in: start it with mlflow server ${flags} (MLflow 3.5 and later; an earlier one needs a proxy that sends Access-Control-Allow-Origin).`,
    { details: { url, origin }, cause },
  );
}

/** What an answer that is no success means. @param doing what was tried, as a clause: "the run could not be created". */
export function refusal(url: string, doing: string, status: number, body: string): AppError {
  const { error_code: code, message } = parseError(body);
  const details = { url, status, ...(code !== undefined && { errorCode: code }) };
  if (status === 401) {
    return new AppError(
      "network",
      `${url} asks who you are (401): ${doing}. Give the token, or the user name and the password, that the server knows.`,
      { details },
    );
  }
  if (status === 403) {
    const why = message ?? oneLine(body);
    return new AppError(
      "network",
      `${url} refuses this (403): ${doing}${why === "" ? "" : `; it says “${why}”`}. You may lack the right to do it there, or the server does not allow this page's origin or its host name.`,
      { details },
    );
  }
  const says = message ?? oneLine(body);
  return new AppError(
    code === "RESOURCE_ALREADY_EXISTS" ? "name-taken" : status === 404 ? "not-found" : "network",
    `${sentence(doing)}: ${url} answered ${status}${says === "" ? "" : `, “${says}”`}.`,
    { details },
  );
}

/** Whether the same request may do better in a moment. */
export function isPassing(status: number): boolean {
  return status === 408 || status === 429 || status === 502 || status === 503 || status === 504;
}

function parseError(body: string): MlflowErrorJson {
  try {
    const json: unknown = JSON.parse(body);
    if (typeof json !== "object" || json === null) return {};
    const { error_code: code, message } = json as Record<string, unknown>;
    return {
      ...(typeof code === "string" && { error_code: code }),
      ...(typeof message === "string" && { message }),
    };
  } catch {
    return {};
  }
}

/** The beginning of a plain answer; of a page of HTML nothing. */
function oneLine(body: string): string {
  const text = body.trim();
  return text.startsWith("<") ? "" : text.replaceAll(/\s+/g, " ").slice(0, 200);
}

function sentence(clause: string): string {
  return clause.slice(0, 1).toUpperCase() + clause.slice(1);
}
