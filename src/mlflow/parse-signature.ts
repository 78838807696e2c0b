/** Reads the schemas in an MLmodel file (mlflow/types/schema.py, `from_dict` and `from_json`; 1.x to 3.x). */
import { isRecord } from "#base/record.ts";
import { parseJson } from "#base/parse-json.ts";
import { own } from "#base/own.ts";
import { AppError } from "#base/errors.ts";
import { message, type Message, type MessageValue, within } from "#base/message.ts";
import { PythonFloat, type PythonValue } from "#python-values/python-value.ts";
import { type ColSpec, DATA_TYPES, type ParamSpec, type SchemaType, type Signature } from "./signature.ts";

/** No real signature nests deeper, and deeper types would exhaust the stack. */
const MAX_DEPTH = 64;

/**
 * @param value `signature` of MLmodel: each schema a JSON text, or absent.
 * @throws AppError "unsupported" for types that MLflow did not have when this was written, "invalid-config" for anything that is not a
 * schema.
 */
export function parseSignature(value: unknown): Signature {
  const { inputs, outputs, params } = record(value, "signature");
  return {
    inputs: columns(inputs, "inputs"),
    outputs: columns(outputs, "outputs"),
    params: schema(params, "params", param),
  };
}

function schema<Spec>(
  value: unknown,
  where: MessageValue,
  parse: (spec: unknown, where: MessageValue) => Spec,
): Spec[] | null {
  if (value === undefined || value === null) return null;
  let parsed: unknown = value;
  if (typeof value === "string") {
    try {
      parsed = parseJson(value);
    } catch (cause) {
      throw new AppError(
        "invalid-config",
        message`In MLmodel, the signature's ${where} are not valid JSON.`,
        { cause },
      );
    }
  }
  if (!Array.isArray(parsed)) throw invalid(where, message`a list`);
  return parsed.map((spec, at) => parse(spec, message`${where}, entry ${at + 1}`));
}

/** MLflow refuses a schema that mixes columns and tensors. */
function columns(value: unknown, where: MessageValue): ColSpec[] | null {
  const specs = schema(value, where, column);
  const tensors = specs?.filter(({ type }) => type.kind === "tensor").length ?? 0;
  if (tensors > 0 && tensors < (specs?.length ?? 0))
    throw invalid(where, message`all columns, or all tensors`);
  return specs;
}

function column(value: unknown, where: MessageValue): ColSpec {
  const spec = record(value, where);
  const name = spec["name"];
  return {
    name: typeof name === "string" || typeof name === "number" ? String(name) : null,
    type: spec["type"] === "tensor" ? tensorOf(spec, where) : typeOf(spec, where),
    required: spec["type"] === "tensor" || isRequired(spec),
  };
}

function tensorOf(spec: Readonly<Record<string, unknown>>, where: MessageValue): SchemaType {
  const { dtype, shape } = record(spec["tensor-spec"], within(where, "tensor-spec"));
  if (typeof dtype !== "string") throw invalid(within(where, "dtype"), message`the name of a numpy type`);
  if (!Array.isArray(shape) || !shape.every((length): length is number => Number.isInteger(length))) {
    throw invalid(within(where, "shape"), message`a list of whole numbers`);
  }
  return { kind: "tensor", dtype, shape };
}

/** 2.x wrote `optional` for a while; before that every column was required. */
function isRequired(spec: Readonly<Record<string, unknown>>): boolean {
  if (typeof spec["required"] === "boolean") return spec["required"];
  return spec["optional"] !== true;
}

function param(value: unknown, where: MessageValue): ParamSpec {
  const spec = record(value, where);
  // 2.x: dtype; later: type.
  const type = typeOf({ ...spec, type: spec["type"] ?? spec["dtype"] }, where);
  if (type.kind !== "scalar" && type.kind !== "object") throw invalid(where, message`a scalar or an object`);
  if (typeof spec["name"] !== "string") throw invalid(within(where, "name"), message`text`);
  return {
    name: spec["name"],
    type,
    default: defaultOf(spec["default"], type),
    shape: Array.isArray(spec["shape"]) ? [-1] : null,
  };
}

/** JSON.parse makes 1 of 1.0, which Python keeps apart. */
function defaultOf(value: unknown, type: SchemaType): PythonValue {
  if (value === undefined) return null;
  const isFloat = type.kind === "scalar" && (type.dataType === "double" || type.dataType === "float");
  if (Array.isArray(value)) return value.map((item) => defaultOf(item, type));
  return isFloat && typeof value === "number" && Number.isInteger(value)
    ? new PythonFloat(value)
    : (value as PythonValue);
}

function typeOf(spec: Readonly<Record<string, unknown>>, where: MessageValue, depth = 0): SchemaType {
  if (depth > MAX_DEPTH) throw invalid(where, message`a type of at most ${MAX_DEPTH} levels`);
  const inner = (key: string) => {
    const place = within(where, key);
    return typeOf(record(own(spec, key), place), place, depth + 1);
  };
  const type = spec["type"];
  if (type === "array") return { kind: "array", items: inner("items") };
  if (type === "map") return { kind: "map", values: inner("values") };
  if (type === "any") return { kind: "any" };
  if (type === "sparkml_vector") return { kind: "sparkml_vector" };
  if (type === "object") {
    const properties = record(spec["properties"], within(where, "properties"));
    return {
      kind: "object",
      properties: Object.entries(properties).map(([name, of]) => {
        const place = within(where, name);
        const property = record(of, place);
        return {
          name,
          type: typeOf(property, place, depth + 1),
          required: isRequired(property),
        };
      }),
    };
  }
  const dataType = DATA_TYPES.find((known) => known === type);
  if (dataType) return { kind: "scalar", dataType };
  throw new AppError(
    "unsupported",
    message`The signature's ${where} is of type ${JSON.stringify(type)}; supported are ${DATA_TYPES.join(", ")}, array, object, map, any, sparkml_vector and tensor.`,
  );
}

function record(value: unknown, where: MessageValue): Readonly<Record<string, unknown>> {
  if (isRecord(value)) return value;
  throw invalid(where, message`an object`);
}

function invalid(where: MessageValue, expected: Message): AppError {
  return new AppError("invalid-config", message`In the model's signature, ${where} should be ${expected}.`);
}
