import { describe, expect, it, test } from "vitest";
import { openApi } from "./export/openapi.ts";
import { inputJsonSchema } from "./export/json-schema.ts";
import { signatureDifference } from "./export/signature-difference.ts";
import { typescriptTypes } from "./export/typescript.ts";
import { parseSignature } from "./parse-signature.ts";
import { printSignature, signatureToJson } from "./signature-print.ts";
import { readFixture } from "./testing/mlflow-fixture.ts";

interface FormCase {
  readonly name: string;
  readonly printed: string;
  readonly dict: object;
}

describe("a signature of an MLmodel prints, and is written again, as MLflow does", () => {
  it.each(readFixture<FormCase>("signature-forms.json").cases)("$name", ({ printed, dict }) => {
    const signature = parseSignature(dict);
    expect({ printed: printSignature(signature), dict: signatureToJson(signature) }).toEqual({
      printed,
      dict,
    });
  });
});

const tensor = (dtype: string, shape: readonly number[], name?: string) => ({
  ...(name !== undefined && { name }),
  type: "tensor",
  "tensor-spec": { dtype, shape },
});
const inputsOf = (...inputs: readonly object[]) => parseSignature({ inputs: JSON.stringify(inputs) });

test("a tensor's row is nested lists in JSON Schema and TypeScript", () => {
  const images = inputsOf(tensor("float32", [-1, 2, -1], "image"), tensor("str", [3], "labels"));
  expect(inputJsonSchema(images, "row")).toEqual({
    $schema: "https://json-schema.org/draft/2020-12/schema",
    title: "row",
    type: "object",
    properties: {
      image: {
        type: "array",
        items: { type: "array", items: { type: "number" } },
        minItems: 2,
        maxItems: 2,
      },
      labels: { type: "array", items: { type: "string" }, minItems: 3, maxItems: 3 },
    },
    required: ["image", "labels"],
    additionalProperties: true,
  });
  expect(typescriptTypes(images)).toContain("image: number[][];\n  labels: string[];");
  expect(openApi(images, "model")).toMatchObject({
    components: { schemas: { Inputs: { properties: { inputs: { anyOf: { length: 3 } } } } } },
  });
});

test("two tensors differ in type or shape", () => {
  const before = inputsOf(tensor("float32", [-1, 3]));
  expect(signatureDifference(before, before)).toEqual([]);
  expect(signatureDifference(before, inputsOf(tensor("float32", [-1, 4])))).toHaveLength(1);
});

test.each([
  [[tensor("float32", [-1]), { type: "long", name: "x" }], "all columns, or all tensors"],
  [[{ type: "tensor", "tensor-spec": { dtype: "float32", shape: "x" } }], "a list of whole numbers"],
  [[{ type: "tensor", "tensor-spec": { shape: [1] } }], "the name of a numpy type"],
  [[{ type: "tensor" }], "an object"],
  [[{ type: "ragged" }], '"ragged"'],
])("%j is refused", (inputs, words) => {
  expect(() => inputsOf(...inputs)).toThrow(words);
});
