/** A call of a model as MLflow's client stores it: a span in OpenTelemetry's form, and the facts of its trace. */
import { pythonJson } from "#python-values/python-json.ts";
import {
  dictEntries,
  dictGet,
  floatOf,
  isDict,
  isInt,
  isList,
  PythonBytes,
  type PythonDict,
  type PythonValue,
} from "#python-values/python-value.ts";
import { readPythonJson } from "#python-values/read-python-json.ts";
import {
  bytesField,
  doubleField,
  type Field,
  fixed64Field,
  intField,
  messageOf,
  textField,
} from "./protobuf.ts";

export interface TracedCall {
  /** The name of the span: "predict". */
  readonly name: string;
  /** Predict's input and output: JSON texts. */
  readonly inputs: string;
  readonly outputs: string;
  readonly startedAtMs: number;
  readonly durationMs: number;
  /** From the start; null if unknown. */
  readonly firstTokenMs: number | null;
  /** null if unknown. */
  readonly tokens: { readonly prompt: number; readonly completion: number } | null;
  /** More about the call, such as the runtime. */
  readonly attributes: Readonly<Record<string, string | number>>;
  /** The call's error; null if it succeeded. */
  readonly error: string | null;
}

interface TraceIds {
  /** 32 hexadecimal digits; MLflow's own id is "tr-" before them. */
  readonly trace: string;
  /** 16 hexadecimal digits. */
  readonly span: string;
}

/**
 * ExportTraceServiceRequest, which MLflow's server accepts at /v1/traces (mlflow/server/otel_api.py; the fields are those of
 * opentelemetry/proto/trace/v1/trace.proto).
 */
export function otlpOf(call: TracedCall, ids: TraceIds): Uint8Array<ArrayBuffer> {
  const { name, startedAtMs, durationMs, firstTokenMs, error } = call;
  const INTERNAL = 1n;
  const span = messageOf([
    bytesField(1, bytesOfHex(ids.trace)),
    bytesField(2, bytesOfHex(ids.span)),
    textField(5, name),
    intField(6, INTERNAL),
    fixed64Field(7, nanoseconds(startedAtMs)),
    fixed64Field(8, nanoseconds(startedAtMs + durationMs)),
    ...keyValues(9, attributesOf(call, ids)),
    ...(firstTokenMs === null
      ? []
      : [
          bytesField(
            11,
            messageOf([
              fixed64Field(1, nanoseconds(startedAtMs + firstTokenMs)),
              textField(2, "first_token"),
            ]),
          ),
        ]),
    bytesField(15, messageOf(error === null ? [intField(3, 1n)] : [textField(2, error), intField(3, 2n)])),
  ]);
  const scope = messageOf([bytesField(1, textField(1, SERVICE)), bytesField(2, span)]);
  const resource = messageOf(keyValues(1, new Map([["service.name", SERVICE]])));
  return bytesField(1, messageOf([bytesField(1, resource), bytesField(2, scope)]));
}

const SERVICE = "phi3-mlflow-notebook";

/** mlflow/tracing/constant.py */
function attributesOf(call: TracedCall, ids: TraceIds): ReadonlyMap<string, PythonValue> {
  return new Map<string, PythonValue>([
    ["mlflow.traceRequestId", `tr-${ids.trace}`],
    ["mlflow.spanType", "LLM"],
    ["mlflow.spanInputs", readPythonJson(call.inputs)],
    ["mlflow.spanOutputs", readPythonJson(call.outputs)],
    ...(call.tokens === null ? [] : [["mlflow.chat.tokenUsage", usageOf(call.tokens)] as const]),
    ...Object.entries(call.attributes),
  ]);
}

function usageOf({ prompt, completion }: NonNullable<TracedCall["tokens"]>): PythonValue {
  return { input_tokens: prompt, output_tokens: completion, total_tokens: prompt + completion };
}

/** TraceInfo as MLflow's client sends it after the spans (mlflow/entities/trace_info.py). */
export function traceInfoOf(
  call: TracedCall,
  ids: TraceIds,
  experimentId: string,
  modelId: string | null,
): object {
  const { name, startedAtMs, durationMs, error, tokens } = call;
  const [inputs, outputs] = [readPythonJson(call.inputs), readPythonJson(call.outputs)];
  return {
    trace_id: `tr-${ids.trace}`,
    trace_location: { type: "MLFLOW_EXPERIMENT", mlflow_experiment: { experiment_id: experimentId } },
    request_time: new Date(startedAtMs).toISOString(),
    execution_duration: `${(durationMs / 1000).toFixed(3)}s`,
    state: error === null ? "OK" : "ERROR",
    trace_metadata: {
      "mlflow.trace_schema.version": "3",
      "mlflow.source.name": "Phi-3 MLflow Notebook",
      "mlflow.source.type": "NOTEBOOK",
      "mlflow.traceInputs": cut(pythonJson(inputs), MOST_METADATA),
      "mlflow.traceOutputs": cut(pythonJson(outputs), MOST_METADATA),
      ...(tokens !== null && { "mlflow.trace.tokenUsage": pythonJson(usageOf(tokens)) }),
      ...(modelId !== null && { "mlflow.modelId": modelId }),
    },
    tags: { "mlflow.traceName": name },
    request_preview: previewOf(inputs, "user"),
    response_preview: previewOf(outputs, "assistant"),
  };
}

/** mlflow/tracing/constant.py: TRACE_REQUEST_RESPONSE_PREVIEW_MAX_LENGTH_OSS, MAX_CHARS_IN_TRACE_INFO_METADATA. */
const MOST_PREVIEW = 1000;
const MOST_METADATA = 250;

function cut(text: string, most: number): string {
  return text.length <= most ? text : `${text.slice(0, most - 3)}...`;
}

/** The last message with the role, if there are messages; otherwise the JSON (mlflow/tracing/utils/truncation.py). */
function previewOf(value: PythonValue, role: string): string {
  const messages = messagesOf(value);
  const last = messages.findLast((each) => dictGet(each, "role") === role) ?? messages.at(-1);
  const content = last && dictGet(last, "content");
  return cut(typeof content === "string" && content !== "" ? content : pythonJson(value), MOST_PREVIEW);
}

function messagesOf(value: PythonValue): readonly PythonDict[] {
  if (!isDict(value)) return [];
  const messages = dictGet(value, "messages") ?? null;
  if (isList(messages)) return messages.filter(isMessage);
  const choices = dictGet(value, "choices") ?? null;
  const first = isList(choices) ? (choices[0] ?? null) : null;
  const message = isDict(first) ? (dictGet(first, "message") ?? null) : null;
  return isMessage(message) ? [message] : [];
}

function isMessage(value: PythonValue): value is PythonDict {
  return isDict(value) && dictGet(value, "role") !== undefined && dictGet(value, "content") !== undefined;
}

function nanoseconds(ms: number): bigint {
  return BigInt(Math.round(ms * 1000)) * 1000n;
}

function bytesOfHex(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(text.match(/../g) ?? [], (pair) => Number.parseInt(pair, 16));
}

function keyValues(field: number, dict: PythonDict): Field[] {
  return dictEntries(dict).map(([key, value]) =>
    bytesField(field, messageOf([textField(1, key), bytesField(2, anyValueOf(value))])),
  );
}

/** OpenTelemetry's AnyValue; nothing for null. */
function anyValueOf(value: PythonValue): Field {
  if (value === null || value instanceof PythonBytes) return messageOf([]);
  if (typeof value === "string") return textField(1, value);
  if (typeof value === "boolean") return intField(2, value ? 1n : 0n);
  // An int64 at most.
  if (isInt(value))
    return BigInt.asIntN(64, BigInt(value)) === BigInt(value)
      ? intField(3, BigInt(value))
      : doubleField(4, Number(value));
  if (isList(value)) return bytesField(5, messageOf(value.map((each) => bytesField(1, anyValueOf(each)))));
  if (isDict(value)) return bytesField(6, messageOf(keyValues(1, value)));
  return doubleField(4, floatOf(value));
}
