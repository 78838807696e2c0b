import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { signatureOf } from "../model-signature.ts";
import type { ColSpec } from "../signature.ts";
import { readFixture } from "../testing/mlflow-fixture.ts";
import { type ColumnJson, columnsOf } from "../testing/signature-from-json.ts";
import { columnsSchema } from "./json-schema.ts";

interface SchemaCase {
  readonly name: string;
  readonly signature: "option1" | "option2" | readonly ColumnJson[];
  readonly data: unknown;
  readonly error?: { readonly message: string };
}

const ajv = new Ajv2020({ strict: false, validateFormats: false });

function schemaOf(signature: SchemaCase["signature"]): readonly ColSpec[] {
  if (typeof signature !== "string") return columnsOf(signature);
  return signatureOf(defaultWrapper(signature === "option1" ? "transformers" : "pyfunc")).inputs ?? [];
}
const { cases } = readFixture<SchemaCase>("enforce-schema.json");
const tagged = (value: unknown) => /"\$(number|float|int|bytes|dict)"/.test(JSON.stringify(value));
const isRow = (data: unknown) => typeof data === "object" && data !== null && !Array.isArray(data);

const rows = cases.filter(({ data }) => isRow(data) && !tagged(data));
const accepts = ({ signature, data }: SchemaCase) => ajv.validate(columnsSchema(schemaOf(signature)), data);

/**
 * Refusals that are about Python's types and pandas, not about the JSON: narrow numbers and dates that JSON cannot express, and a lone
 * dict whose values are dicts, which `predict` splits into rows.
 */
const OF_PANDAS =
  /Can not safely convert (int64|float64|str|object) to (int32|float32|float64|datetime64)|^Expected data to be a dict, got|Expected type map, received type dict/;

test("what the JSON Schema accepts, real MLflow accepts", () => {
  const wrong = rows.filter((one) => accepts(one) && one.error && !OF_PANDAS.test(one.error.message));
  expect(wrong.map(({ name, error }) => [name, error?.message])).toEqual([]);
  expect(rows.length).toBeGreaterThan(700);
});

test("what real MLflow refuses, the JSON Schema refuses, on both options' own signatures", () => {
  const own = rows.filter(({ signature }) => typeof signature === "string");
  const refused = own.filter(({ error }) => error && !OF_PANDAS.test(error.message));
  expect(refused.length).toBeGreaterThan(20);
  expect(refused.filter(accepts)).toEqual([]);
});

test("what option 1's clients send is accepted by both", () => {
  const chats = rows.filter(({ signature, error }) => signature === "option1" && !error);
  const refused = chats.filter((one) => !accepts(one)).map(({ name }) => name);
  expect({ accepted: chats.length - refused.length, refused }).toEqual({
    accepted: 15,
    refused: ["stop holds a string and a number"],
  });
});
