/**
 * What Python in the page may do on a tracking server: calls of MLflow's REST API by the names of mlflow.MlflowClient, with their fields
 * (mlflow/protos/service.proto and model_registry.proto, 3.17). There is no operation for another address.
 */
import {
  array,
  boolean,
  type GenericSchema,
  integer,
  number,
  optional,
  picklist,
  pipe,
  regex,
  safeInteger,
  strictObject,
  string,
  union,
} from "valibot";

export interface ServerOperation {
  readonly method: "GET" | "POST" | "PATCH" | "DELETE";
  /** Below /api/2.0/mlflow/. "{model_id}" stands for the field of that name. */
  readonly path: string;
  readonly fields: GenericSchema<unknown, object>;
}

const text = string();
const maybe = optional(text);
const int = pipe(number(), integer(), safeInteger());
const maybeInt = optional(int);
const texts = optional(array(text));
/** JSON has no such numbers; MLflow's protobuf reads them as texts. */
const double = union([number(), picklist(["NaN", "Infinity", "-Infinity"])]);
const tag = strictObject({ key: text, value: text });
const tags = optional(array(tag));
const metric = {
  key: text,
  value: double,
  timestamp: int,
  step: int,
  model_id: maybe,
  dataset_name: maybe,
  dataset_digest: maybe,
};
const dataset = strictObject({
  name: text,
  digest: text,
  source_type: text,
  source: text,
  schema: maybe,
  profile: maybe,
});
const page = { filter: maybe, max_results: maybeInt, order_by: texts, page_token: maybe };
const viewType = optional(picklist(["ACTIVE_ONLY", "DELETED_ONLY", "ALL"]));
const version = { name: text, version: text };
/** A part of an address. A server keeps names with other characters from being ids. */
const modelId = { model_id: pipe(text, regex(/^[\w-]+$/)) };

const get = (path: string, fields: GenericSchema<unknown, object>): ServerOperation => ({
  method: "GET",
  path,
  fields,
});
const post = (path: string, fields: GenericSchema<unknown, object>): ServerOperation => ({
  method: "POST",
  path,
  fields,
});
const remove = (path: string, fields: GenericSchema<unknown, object>): ServerOperation => ({
  method: "DELETE",
  path,
  fields,
});

export const SERVER_OPERATIONS: ReadonlyMap<string, ServerOperation> = new Map(
  Object.entries({
    create_experiment: post(
      "experiments/create",
      strictObject({ name: text, artifact_location: maybe, tags }),
    ),
    get_experiment: get("experiments/get", strictObject({ experiment_id: text })),
    get_experiment_by_name: get("experiments/get-by-name", strictObject({ experiment_name: text })),
    search_experiments: post("experiments/search", strictObject({ ...page, view_type: viewType })),
    set_experiment_tag: post(
      "experiments/set-experiment-tag",
      strictObject({ experiment_id: text, key: text, value: text }),
    ),
    delete_experiment: post("experiments/delete", strictObject({ experiment_id: text })),
    restore_experiment: post("experiments/restore", strictObject({ experiment_id: text })),
    rename_experiment: post("experiments/update", strictObject({ experiment_id: text, new_name: text })),
    create_run: post(
      "runs/create",
      strictObject({ experiment_id: text, user_id: maybe, start_time: int, run_name: maybe, tags }),
    ),
    get_run: get("runs/get", strictObject({ run_id: text })),
    update_run: post(
      "runs/update",
      strictObject({
        run_id: text,
        status: optional(picklist(["RUNNING", "SCHEDULED", "FINISHED", "FAILED", "KILLED"])),
        end_time: maybeInt,
        run_name: maybe,
      }),
    ),
    delete_run: post("runs/delete", strictObject({ run_id: text })),
    restore_run: post("runs/restore", strictObject({ run_id: text })),
    search_runs: post(
      "runs/search",
      strictObject({ ...page, experiment_ids: array(text), run_view_type: viewType }),
    ),
    log_param: post("runs/log-parameter", strictObject({ run_id: text, key: text, value: text })),
    log_metric: post("runs/log-metric", strictObject({ run_id: text, ...metric })),
    log_batch: post(
      "runs/log-batch",
      strictObject({
        run_id: text,
        params: optional(array(tag)),
        metrics: optional(array(strictObject(metric))),
        tags,
      }),
    ),
    set_tag: post("runs/set-tag", strictObject({ run_id: text, key: text, value: text })),
    delete_tag: post("runs/delete-tag", strictObject({ run_id: text, key: text })),
    get_metric_history: get(
      "metrics/get-history",
      strictObject({ run_id: text, metric_key: text, page_token: maybe }),
    ),
    list_artifacts: get("artifacts/list", strictObject({ run_id: text, path: maybe, page_token: maybe })),
    log_model: post("runs/log-model", strictObject({ run_id: text, model_json: text })),
    log_inputs: post(
      "runs/log-inputs",
      strictObject({ run_id: text, datasets: array(strictObject({ dataset, tags })) }),
    ),
    log_outputs: post(
      "runs/outputs",
      strictObject({ run_id: text, models: array(strictObject({ model_id: text, step: int })) }),
    ),
    create_logged_model: post(
      "logged-models",
      strictObject({
        experiment_id: text,
        name: maybe,
        model_type: maybe,
        source_run_id: maybe,
        params: optional(array(tag)),
        tags,
      }),
    ),
    finalize_logged_model: {
      method: "PATCH",
      path: "logged-models/{model_id}",
      fields: strictObject({
        ...modelId,
        status: picklist(["LOGGED_MODEL_READY", "LOGGED_MODEL_UPLOAD_FAILED"]),
      }),
    },
    get_logged_model: get("logged-models/{model_id}", strictObject(modelId)),
    delete_logged_model: remove("logged-models/{model_id}", strictObject(modelId)),
    search_logged_models: post(
      "logged-models/search",
      strictObject({
        experiment_ids: array(text),
        filter: maybe,
        max_results: maybeInt,
        order_by: optional(
          array(
            strictObject({
              field_name: text,
              ascending: optional(boolean()),
              dataset_name: maybe,
              dataset_digest: maybe,
            }),
          ),
        ),
        page_token: maybe,
      }),
    ),
    set_logged_model_tags: {
      method: "PATCH",
      path: "logged-models/{model_id}/tags",
      fields: strictObject({ ...modelId, tags }),
    },
    log_model_params: post(
      "logged-models/{model_id}/params",
      strictObject({ ...modelId, params: array(tag) }),
    ),
    list_logged_model_artifacts: get(
      "logged-models/{model_id}/artifacts/directories",
      strictObject({ ...modelId, artifact_directory_path: maybe, page_token: maybe }),
    ),
    create_registered_model: post(
      "registered-models/create",
      strictObject({ name: text, tags, description: maybe }),
    ),
    get_registered_model: get("registered-models/get", strictObject({ name: text })),
    update_registered_model: {
      method: "PATCH",
      path: "registered-models/update",
      fields: strictObject({ name: text, description: maybe }),
    },
    rename_registered_model: post("registered-models/rename", strictObject({ name: text, new_name: text })),
    delete_registered_model: remove("registered-models/delete", strictObject({ name: text })),
    search_registered_models: get("registered-models/search", strictObject(page)),
    set_registered_model_tag: post(
      "registered-models/set-tag",
      strictObject({ name: text, key: text, value: text }),
    ),
    delete_registered_model_tag: remove(
      "registered-models/delete-tag",
      strictObject({ name: text, key: text }),
    ),
    set_registered_model_alias: post(
      "registered-models/alias",
      strictObject({ name: text, alias: text, version: text }),
    ),
    delete_registered_model_alias: remove(
      "registered-models/alias",
      strictObject({ name: text, alias: text }),
    ),
    get_model_version_by_alias: get("registered-models/alias", strictObject({ name: text, alias: text })),
    get_latest_versions: post(
      "registered-models/get-latest-versions",
      strictObject({ name: text, stages: texts }),
    ),
    create_model_version: post(
      "model-versions/create",
      strictObject({
        name: text,
        source: text,
        run_id: maybe,
        tags,
        run_link: maybe,
        description: maybe,
        model_id: maybe,
      }),
    ),
    get_model_version: get("model-versions/get", strictObject(version)),
    update_model_version: {
      method: "PATCH",
      path: "model-versions/update",
      fields: strictObject({ ...version, description: maybe }),
    },
    delete_model_version: remove("model-versions/delete", strictObject(version)),
    search_model_versions: get("model-versions/search", strictObject(page)),
    set_model_version_tag: post(
      "model-versions/set-tag",
      strictObject({ ...version, key: text, value: text }),
    ),
    delete_model_version_tag: remove("model-versions/delete-tag", strictObject({ ...version, key: text })),
    get_model_version_download_uri: get("model-versions/get-download-uri", strictObject(version)),
    transition_model_version_stage: post(
      "model-versions/transition-stage",
      strictObject({ ...version, stage: text, archive_existing_versions: boolean() }),
    ),
  } satisfies Record<string, ServerOperation>),
);

/** A file among the artifacts of a run or a logged model, with its content. Where it goes is what the server says of that. */
export const LOG_ARTIFACT = "log_artifact";
export const logArtifactFields = strictObject({
  run_id: maybe,
  model_id: optional(modelId.model_id),
  path: text,
});

/** What is in a folder of an artifact location, and a file there: in the part of the server that keeps artifacts, and only read. */
export const LIST_FILES = "list_files";
export const READ_FILE = "read_file";
export const placeFields = strictObject({ location: text, path: text });
