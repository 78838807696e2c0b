/** MLflow's signatures for the tasks llm/v1/chat, by version, and llm/v1/completions (mlflow/types/llm.py). */
import { PROFILES, type VersionProfile } from "#wrapper/version-profile.ts";
import type { ColSpec, DataType, Property, SchemaType, Signature } from "./signature.ts";

const scalar = (dataType: DataType): SchemaType => ({ kind: "scalar", dataType });
const array = (items: SchemaType): SchemaType => ({ kind: "array", items });
const object = (...properties: Property[]): SchemaType => ({ kind: "object", properties });
const mapOf = (values: SchemaType): SchemaType => ({ kind: "map", values });
const required = (name: string, type: SchemaType): Property => ({ name, type, required: true });
const optional = (name: string, type: SchemaType): Property => ({ name, type, required: false });

const STRING = scalar("string");
const LONG = scalar("long");
const DOUBLE = scalar("double");
const BOOLEAN = scalar("boolean");
const ANY: SchemaType = { kind: "any" };

const USAGE = object(
  required("completion_tokens", LONG),
  required("prompt_tokens", LONG),
  required("total_tokens", LONG),
);

const SETTINGS: readonly ColSpec[] = [
  optional("temperature", DOUBLE),
  optional("max_tokens", LONG),
  optional("stop", array(STRING)),
  optional("n", LONG),
  optional("stream", BOOLEAN),
];

function outputs(message: SchemaType): readonly ColSpec[] {
  return [
    required("id", STRING),
    required("object", STRING),
    required("created", LONG),
    required("model", STRING),
    required(
      "choices",
      array(object(required("finish_reason", STRING), required("index", LONG), required("message", message))),
    ),
  ];
}

/** MLflow 2.22 and 3.17. */
function current(): Signature {
  const toolCall = object(
    required("function", object(required("arguments", STRING), required("name", STRING))),
    required("id", STRING),
    required("type", STRING),
  );
  const message = object(
    optional("content", STRING),
    optional("name", STRING),
    optional("refusal", STRING),
    required("role", STRING),
    optional("tool_call_id", STRING),
    optional("tool_calls", array(toolCall)),
  );
  const parameter = object(
    optional("description", STRING),
    optional("enum", array(STRING)),
    optional("items", object(required("type", STRING))),
    required("type", STRING),
  );
  const parameters = object(
    optional("additionalProperties", BOOLEAN),
    required("properties", mapOf(parameter)),
    optional("required", array(STRING)),
    optional("type", STRING),
  );
  const toolFunction = object(
    optional("description", STRING),
    required("name", STRING),
    required("parameters", parameters),
    optional("strict", BOOLEAN),
  );
  return {
    inputs: [
      required("messages", array(message)),
      ...SETTINGS,
      optional("top_p", DOUBLE),
      optional("top_k", LONG),
      optional("frequency_penalty", DOUBLE),
      optional("presence_penalty", DOUBLE),
      optional("tools", array(object(optional("function", toolFunction), required("type", STRING)))),
      optional("custom_inputs", mapOf(ANY)),
    ],
    outputs: [...outputs(message), optional("usage", USAGE), optional("custom_outputs", mapOf(ANY))],
    params: null,
  };
}

/** MLflow 2.14, as the write-up shows it. */
function mid2024(): Signature {
  const message = object(required("content", STRING), optional("name", STRING), required("role", STRING));
  return {
    inputs: [required("messages", array(message)), ...SETTINGS],
    outputs: [...outputs(message), required("usage", USAGE)],
    params: null,
  };
}

/** The same from MLflow 2.14 to 3.17. */
export function completionsSignature(): Signature {
  const choice = object(required("finish_reason", STRING), required("index", LONG), required("text", STRING));
  return {
    inputs: [required("prompt", STRING), ...SETTINGS],
    outputs: [
      required("id", STRING),
      required("object", STRING),
      required("created", LONG),
      required("model", STRING),
      required("choices", array(choice)),
      required("usage", USAGE),
    ],
    params: null,
  };
}

export function chatSignature(profile: VersionProfile): Signature {
  return PROFILES[profile].chatSignature === "text" ? mid2024() : current();
}
