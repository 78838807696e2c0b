import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { Validator } from "@seriousme/openapi-schema-validator";
import { Ajv2020 } from "ajv/dist/2020.js";
import { expect, test } from "vitest";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { chatSignature } from "../chat-signature.ts";
import { inferSignature } from "../infer-signature.ts";
import { signatureOf } from "../model-signature.ts";
import type { Signature } from "../signature.ts";
import { openApi } from "./openapi.ts";
import { signatureDifference } from "./signature-difference.ts";
import { typescriptTypes } from "./typescript.ts";

const ODD: Signature = {
  ...inferSignature({ "a b": 1.5, list: [{ x: "s" }, { x: "t" }], "10": true }, [{ y: null }], {
    temperature: 0.5,
    stop: ["a"],
  }),
};
const SIGNATURES = {
  "option 1": signatureOf(defaultWrapper("transformers")),
  "option 1 of mid-2024": signatureOf(defaultWrapper("transformers", "mid-2024")),
  "option 2": signatureOf(defaultWrapper("pyfunc")),
  "odd names, params": ODD,
  nothing: { inputs: null, outputs: null, params: null },
} satisfies Record<string, Signature>;

const each = Object.entries(SIGNATURES).map(([name, signature]) => ({ name, signature }));

test.each(each)("the OpenAPI of $name is valid OpenAPI 3.1", async ({ signature, name }) => {
  const { valid, errors } = await new Validator().validate(openApi(signature, name));
  expect({ valid, errors }).toEqual({ valid: true, errors: undefined });
});

function bodies(signature: Signature): (body: unknown) => boolean {
  const document = openApi(signature, "a model") as { components: unknown };
  const ajv = new Ajv2020({ strict: false, validateFormats: false });
  ajv.addSchema({ $id: "model", components: document.components }, "model");
  const anyOf = ["InputRow", "DataframeSplit", "DataframeRecords", "Instances", "Inputs"].map((name) => ({
    $ref: `model#/components/schemas/${name}`,
  }));
  const validate = ajv.compile({ anyOf });
  return validate;
}

test("OpenAPI takes every payload form of MLflow's server, and no other", () => {
  const takes = bodies(SIGNATURES["option 2"]);
  expect(
    [
      { prompt: "Hi" },
      { dataframe_split: { columns: ["prompt"], data: [["Hi"]] } },
      { dataframe_records: [{ prompt: "Hi" }] },
      { instances: [{ prompt: "Hi" }] },
      { inputs: { prompt: "Hi" } },
      { inputs: { prompt: ["Hi", "Ho"] } },
    ].map((body) => takes(body)),
  ).toEqual([true, true, true, true, true, true]);
  expect(
    [
      {},
      { prompt: 3 },
      { instances: { prompt: "Hi" } },
      { dataframe_split: { columns: ["x"], data: [] } },
    ].map((body) => takes(body)),
  ).toEqual([false, false, false, false]);
});

test("the TypeScript types compile strictly, take what fits, and refuse what does not", () => {
  const folder = mkdtempSync(join(tmpdir(), "signature-types-"));
  try {
    each.forEach(({ signature }, at) => writeFileSync(join(folder, `s${at}.ts`), typescriptTypes(signature)));
    writeFileSync(
      join(folder, "use.ts"),
      [
        `import type { Input as Chat, Output as Completion } from "./s0.ts";`,
        `import type { Input as Prompt, Output as Text } from "./s2.ts";`,
        `import type { Input as Odd, Params } from "./s3.ts";`,
        `export const chat: Chat = { messages: [{ role: "user", content: "Hi" }], max_tokens: 5, stop: null };`,
        `export const answer = (one: Completion): string | null | undefined => one.choices[0]?.message.content;`,
        `export const prompt: Prompt = { prompt: "Hi" };`,
        `export const text: Text = "Ho";`,
        `export const odd: Odd = { "a b": 1, list: [{ x: "s" }], "10": false };`,
        `export const params: Params = { stop: ["a"] };`,
        `// @ts-expect-error a role is missing`,
        `export const wrong: Chat = { messages: [{ content: "Hi" }] };`,
        `// @ts-expect-error not a text`,
        `export const wrongPrompt: Prompt = { prompt: 3 };`,
        "",
      ].join("\n"),
    );
    const files = ["use.ts", ...each.map((_, at) => `s${at}.ts`)].map((file) => join(folder, file));
    const options = [
      "--noEmit",
      "--ignoreConfig",
      "--strict",
      "--allowImportingTsExtensions",
      "--module",
      "esnext",
      "--moduleResolution",
      "bundler",
      "--exactOptionalPropertyTypes",
    ];
    expect(execFileSync(resolve("node_modules/.bin/tsc"), [...options, ...files], { encoding: "utf8" })).toBe(
      "",
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

test("the difference of llm/v1/chat between MLflow 2.14 and 3.17 names every change once", () => {
  const changes = signatureDifference(chatSignature("mid-2024"), chatSignature("current"));
  expect(changes.map(({ part, path, before, after }) => `${part} ${path}: ${before} -> ${after}`)).toEqual([
    "inputs messages[].content: string (required) -> string (optional)",
    "inputs messages[].refusal: null -> string (optional)",
    "inputs messages[].tool_call_id: null -> string (optional)",
    "inputs messages[].tool_calls: null -> Array(Object) (optional)",
    "inputs top_p: null -> double (optional)",
    "inputs top_k: null -> long (optional)",
    "inputs frequency_penalty: null -> double (optional)",
    "inputs presence_penalty: null -> double (optional)",
    "inputs tools: null -> Array(Object) (optional)",
    "inputs custom_inputs: null -> Map(str -> Any) (optional)",
    "outputs choices[].message.content: string (required) -> string (optional)",
    "outputs usage: Object (required) -> Object (optional)",
    "outputs choices[].message.refusal: null -> string (optional)",
    "outputs choices[].message.tool_call_id: null -> string (optional)",
    "outputs choices[].message.tool_calls: null -> Array(Object) (optional)",
    "outputs custom_outputs: null -> Map(str -> Any) (optional)",
  ]);
});

test("a signature does not differ from itself, and params count", () => {
  expect(signatureDifference(ODD, ODD)).toEqual([]);
  expect(signatureDifference(ODD, { ...ODD, params: null }).map(({ path, after }) => [path, after])).toEqual([
    ["temperature", null],
    ["stop", null],
  ]);
});
