/** Asks a tracking server on behalf of Python in the page: a named operation, and nothing else. */
import { type GenericSchema, type InferOutput, is, object, safeParse, string } from "valibot";
import { AppError, cancelled, isAbort, throwIfAborted } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { parseJson } from "#base/parse-json.ts";
import { bytesUpTo, textUpTo } from "#base/read-answer.ts";
import { percentEncoded } from "#base/percent-encoded.ts";
import { checkPath } from "#bundle/check-path.ts";
import { artifactListPath, artifactProxyPath } from "./artifact-location.ts";
import type { ServerQuestion, ServerReply } from "./registry-port.ts";
import { accessHeaders, type ServerAccess, type ServerPlatform } from "./server.ts";
import { answerTooLong, isPassing, MOST_ANSWERED, unreachable } from "./server-errors.ts";
import {
  LIST_FILES,
  LOG_ARTIFACT,
  logArtifactFields,
  placeFields,
  READ_FILE,
  SERVER_OPERATIONS,
} from "./server-operations.ts";

const FIRST_WAIT_MS = 500;
const MAX_TRIES = 4;
const MOST_CHARACTERS = 10_000_000;
const MOST_BYTES = 50 * 2 ** 20;
/** The two parts of the API that Python gets: calls, and artifacts. */
const PARTS = /^api\/2\.0\/(mlflow\/|mlflow-artifacts\/artifacts)/;
const runSchema = object({ run: object({ info: object({ artifact_uri: string() }) }) });
const modelSchema = object({ model: object({ info: object({ artifact_uri: string() }) }) });

type Asking = Pick<ServerPlatform, "fetch" | "sleep" | "origin">;

/**
 * @returns what the server answered, whatever its status. Passing failures are tried again.
 * @throws AppError "invalid-argument" for what is no operation, "over-limit" also for an answer, "unsafe-path", "unsupported" for artifacts that the
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
      message`Python sent more to the server than this page passes on: at most ${MOST_CHARACTERS / 1e6} million characters, and files of ${MOST_BYTES / 2 ** 20} MB. Send less at once, or larger files with MLflow outside this page.`,
    );
  const send = (method: string, path: string, sent: BodyInit | null, isFile = false): Promise<ServerReply> =>
    request(access, { method, path, body: sent, isFile }, platform, signal);

  if (name === LOG_ARTIFACT) {
    const { path, ...owner } = fieldsOf(name, logArtifactFields, body);
    checkPath(path);
    const found = await send("GET", `api/2.0/mlflow/${ownerPath(name, owner)}`, null);
    if (found.status !== 200) return found;
    const location = locationIn(found.body);
    if (location === null) return found;
    const place = artifactProxyPath(location, path, access.url);
    return send("PUT", place, new Blob([content?.slice() ?? new Uint8Array()]));
  }
  if (name === LIST_FILES || name === READ_FILE) {
    const { location, path } = fieldsOf(name, placeFields, body);
    if (path !== "") checkPath(path);
    return name === LIST_FILES
      ? send("GET", artifactListPath(location, path, access.url), null)
      : send("GET", artifactProxyPath(location, path, access.url), null, true);
  }
  const operation = SERVER_OPERATIONS.get(name);
  if (operation === undefined) throw notAnOperation(name);
  const fields = fieldsOf(name, operation.fields, body);
  const { path: place, rest } = filled(operation.path, fields);
  const path = `api/2.0/mlflow/${place}`;
  const query = queryOf(rest);
  if (operation.method === "GET") return send("GET", query === "" ? path : `${path}?${query}`, null);
  return send(operation.method, path, JSON.stringify(fields));
}

/** The path with the model's id in its place, and the other fields. */
function filled(path: string, fields: { readonly model_id?: string }): { path: string; rest: object } {
  if (!path.includes("{model_id}")) return { path, rest: fields };
  const { model_id: id = "", ...rest } = fields;
  return { path: path.replace("{model_id}", percentEncoded(id)), rest };
}

/** Where the server tells of what keeps the artifact. */
function ownerPath(
  name: string,
  {
    run_id: runId,
    model_id: modelId,
  }: { readonly run_id?: string | undefined; readonly model_id?: string | undefined },
): string {
  if (modelId !== undefined) return `logged-models/${modelId}`;
  if (runId !== undefined) return `runs/get?${queryOf({ run_id: runId })}`;
  throw notAnOperation(name);
}

function locationIn(body: string): string | null {
  const found = parseJson(body);
  if (is(runSchema, found)) return found.run.info.artifact_uri;
  return is(modelSchema, found) ? found.model.info.artifact_uri : null;
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
    message`Python sent the server a request that this page does not know: ${JSON.stringify(name.slice(0, 60))}. Restart Python, then run the cell again.`,
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
  sent: {
    readonly method: string;
    readonly path: string;
    readonly body: BodyInit | null;
    /** Whether the answer is a file's bytes. */
    readonly isFile: boolean;
  },
  { fetch, sleep, origin }: Asking,
  signal: AbortSignal,
): Promise<ServerReply> {
  const [part = "nothing"] = PARTS.exec(sent.path) ?? [];
  const root = new URL(`${access.url}/${part}`);
  const url = new URL(`${access.url}/${sent.path}`);
  // Dots in a path would lead out of it.
  if (url.origin !== root.origin || !url.pathname.startsWith(root.pathname)) throw notAnOperation(sent.path);
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
      reply =
        sent.isFile && response.ok
          ? {
              status: response.status,
              body: "",
              content: await bytesUpTo(response, MOST_BYTES, fileTooLarge),
            }
          : {
              status: response.status,
              body: await textUpTo(response, MOST_ANSWERED, () => answerTooLong(access.url)),
            };
    } catch (error) {
      if (isAbort(error) || signal.aborted) throw cancelled(error);
      if (error instanceof AppError) throw error;
      throw unreachable(access.url, origin, error);
    }
    if (tries === MAX_TRIES || !isPassing(reply.status, reply.body)) return reply;
    await sleep(FIRST_WAIT_MS * 2 ** (tries - 1), signal);
  }
}

function fileTooLarge(): AppError {
  return new AppError(
    "over-limit",
    message`This file is larger than ${MOST_BYTES / 2 ** 20} MB, the most that this page passes on to Python. Read it with MLflow outside this page; a model opens in a model cell.`,
  );
}
