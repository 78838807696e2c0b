/** Answers of an MLflow tracking server (mlflow/protos/service.proto and model_registry.proto, 3.17). */
import {
  array,
  boolean,
  check,
  type GenericSchema,
  getDotPath,
  type InferOutput,
  number,
  object,
  optional,
  pipe,
  record,
  regex,
  safeParse,
  string,
  union,
} from "valibot";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";

/** MLflow omits empty lists. */
const listOf = <Item extends GenericSchema>(item: Item) => optional(array(item), []);
/** A count of protobuf: digits in a text if it is an int64. JavaScript would read "0x10" too, which MLflow's client refuses. */
const count = pipe(
  union([number(), pipe(string(), regex(/^\d+$/))]),
  check((value) => Number.isSafeInteger(Number(value)) && Number(value) >= 0),
);
const webAddress = pipe(
  string(),
  check((text) => /^https?:$/.test(URL.parse(text)?.protocol ?? "")),
);
/** "" on the last page. */
const nextPageToken = optional(string(), "");

export const experimentsAnswer = object({
  experiments: listOf(object({ name: string() })),
  next_page_token: nextPageToken,
});
export const versionsAnswer = object({
  model_versions: listOf(
    object({ name: string(), version: string(), tags: listOf(object({ key: optional(string()) })) }),
  ),
  next_page_token: nextPageToken,
});
export const modelsAnswer = object({
  registered_models: listOf(
    object({ name: string(), aliases: listOf(object({ version: string(), alias: string() })) }),
  ),
  next_page_token: nextPageToken,
});
export const filesAnswer = object({
  files: listOf(
    object({
      path: string(),
      is_dir: optional(boolean()),
      file_size: optional(count),
    }),
  ),
});
export const experimentAnswer = object({
  experiment: object({ experiment_id: string(), lifecycle_stage: optional(string()) }),
});
export const runAnswer = object({
  run: object({ info: object({ run_id: string(), run_name: string(), artifact_uri: string() }) }),
});
export const loggedModelAnswer = object({
  model: object({ info: object({ model_id: string(), artifact_uri: string() }) }),
});

export const multipartAnswer = object({
  /** Azure Blob Storage has none. */
  upload_id: optional(string(), ""),
  credentials: listOf(
    object({
      url: webAddress,
      part_number: count,
      headers: optional(record(string(), string()), {}),
    }),
  ),
});

/** @throws AppError "network" for text that is not JSON, or lacks what MLflow sends. */
export function parseAnswer<Answer extends GenericSchema>(
  text: string,
  schema: Answer,
  url: string,
): InferOutput<Answer> {
  let json: unknown;
  try {
    json = JSON.parse(text === "" ? "{}" : text);
  } catch (cause) {
    throw new AppError(
      "network",
      message`${url} did not answer with MLflow's JSON. Check that it is the address of an MLflow tracking server.`,
      { details: { url }, cause },
    );
  }
  const answer = safeParse(schema, json);
  if (answer.success) return answer.output;
  const [issue] = answer.issues;
  const what = getDotPath(issue) ?? message`an object`;
  throw new AppError(
    "network",
    message`The server's answer has no ${what}, so it is not an MLflow tracking server. Check the address.`,
  );
}
