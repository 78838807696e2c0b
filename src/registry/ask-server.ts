/** Asks a tracking server on behalf of Python in the page: a named operation, and nothing else. */
import { type GenericSchema, type InferOutput, is, object, safeParse, string } from "valibot";
import { AppError, cancelled, isAbort, throwIfAborted } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { parseJson } from "#base/parse-json.ts";
import { checkPath } from "#bundle/check-path.ts";
import { artifactProxyPath } from "./artifact-location.ts";
import type { ServerQuestion, ServerReply } from "./registry-port.ts";
import { accessHeaders, type ServerAccess, type ServerPlatform } from "./server.ts";
import { isPassing, unreachable } from "./server-errors.ts";
import { LOG_ARTIFACT, logArtifactFields, SERVER_OPERATIONS } from "./server-operations.ts";

const FIRST_WAIT_MS = 500;
const MAX_TRIES = 4;
const MOST_CHARACTERS = 10_000_000;
const MOST_BYTES = 50 * 2 ** 20;
const runSchema = object({ run: object({ info: object({ artifact_uri: string() }) }) });

type Asking = Pick<ServerPlatform, "fetch" | "sleep" | "origin">;

/**
 * @returns what the server answered, whatever its status. Passing failures are tried again.
 * @throws AppError "invalid-argument" for what is no operation, "over-limit", "unsafe-path", "unsupported" for artifacts that the
 *   server does not take itself, "network" if it gives no answer, "aborted".
 */
export async function askServer(
  access: ServerAccess,
  { operation: name, body, content }: ServerQuestion,
  platform: Asking,
  signal: AbortSignal,
): Promise<ServerReply> {
  if (body.length > MOST_CHARACTERS || (content?.byteLength ?? 0) > MOST_BYTES)
    throw new AppError(
      "over-limit",
      message`Python sends more to the server than this page passes on: at most ${MOST_CHARACTERS / 1e6} million characters, and files of ${MOST_BYTES / 2 ** 20} MB.`,
    );
  const send = (method: string, path: string, sent: BodyInit | null): Promise<ServerReply> =>
    request(access, { method, path, body: sent }, platform, signal);

  if (name === LOG_ARTIFACT) {
    const { run_id: runId, path } = fieldsOf(name, logArtifactFields, body);
    checkPath(path);
    const found = await send("GET", `api/2.0/mlflow/runs/get?${queryOf({ run_id: runId })}`, null);
    if (found.status !== 200) return found;
    const run = parseJson(found.body);
    if (!is(runSchema, run)) return found;
    const place = artifactProxyPath(run.run.info.artifact_uri, path, access.url);
    return send("PUT", place, new Blob([content?.slice() ?? new Uint8Array()]));
  }
  const operation = SERVER_OPERATIONS.get(name);
  if (operation === undefined) throw notAnOperation(name);
  const fields = fieldsOf(name, operation.fields, body);
  const path = `api/2.0/mlflow/${operation.path}`;
  if (operation.method === "GET") return send("GET", `${path}?${queryOf(fields)}`, null);
  return send(operation.method, path, JSON.stringify(fields));
}

function fieldsOf<Schema extends GenericSchema>(
  name: string,
  schema: Schema,
  body: string,
): InferOutput<Schema> {
  const parsed = safeParse(schema, parseJson(body));
  if (!parsed.success) throw notAnOperation(name);
  return parsed.output;
}

function notAnOperation(name: string): AppError {
  return new AppError(
    "invalid-argument",
    message`Python asked the server for ${JSON.stringify(name.slice(0, 60))} in a form that the page's own modules do not use. Restart Python, and run the cell again.`,
  );
}

type QueryValue = string | number | readonly string[] | undefined;

function queryOf(fields: object): string {
  const query = new URLSearchParams();
  for (const [key, value] of Object.entries(fields) as [string, QueryValue][])
    for (const each of [value].flat()) if (each !== undefined) query.append(key, String(each));
  return query.toString();
}

async function request(
  access: ServerAccess,
  sent: { readonly method: string; readonly path: string; readonly body: BodyInit | null },
  { fetch, sleep, origin }: Asking,
  signal: AbortSignal,
): Promise<ServerReply> {
  const api = new URL(`${access.url}/api/2.0/`);
  const url = new URL(`${access.url}/${sent.path}`);
  // Dots in a path would lead out of it.
  if (url.origin !== api.origin || !url.pathname.startsWith(api.pathname)) throw notAnOperation(sent.path);
  const type = typeof sent.body === "string" ? "application/json" : "application/octet-stream";
  for (let tries = 1; ; tries++) {
    throwIfAborted(signal);
    let reply: ServerReply;
    try {
      const response = await fetch(url.href, {
        method: sent.method,
        signal,
        headers: { ...(sent.body !== null && { "Content-Type": type }), ...accessHeaders(access) },
        body: sent.body,
        cache: "no-store",
        credentials: "omit",
        referrerPolicy: "no-referrer",
        // The person agreed to this server, not to one that it names.
        redirect: "error",
      });
      reply = { status: response.status, body: await response.text() };
    } catch (error) {
      if (isAbort(error) || signal.aborted) throw cancelled(error);
      throw unreachable(access.url, origin, error);
    }
    if (tries === MAX_TRIES || !isPassing(reply.status, reply.body)) return reply;
    await sleep(FIRST_WAIT_MS * 2 ** (tries - 1), signal);
  }
}
