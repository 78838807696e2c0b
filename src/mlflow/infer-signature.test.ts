import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import { chatSignature } from "./chat-signature.ts";
import { inferSignature } from "./infer-signature.ts";
import { printSignature, signatureToJson } from "./signature-print.ts";

interface SignatureCase {
  readonly name: string;
  readonly input: unknown;
  readonly output?: unknown;
  readonly params?: unknown;
  readonly printed?: string;
  readonly dict?: object;
}

function fixture(name: string): readonly SignatureCase[] {
  const text = readFileSync(new URL(`../../tools/peers/fixtures/mlflow/${name}`, import.meta.url), "utf8");
  return (JSON.parse(text) as { cases: SignatureCase[] }).cases;
}

/** What JSON cannot say (NaN, the float 3.0) and inference of params are not this function's. */
const expressible = fixture("infer-signature.json").filter(
  (c) => c.printed !== undefined && c.params === undefined && !/"\$(number|float)"/.test(JSON.stringify(c)),
);

describe("inferSignature gives what mlflow.models.infer_signature gives", () => {
  it("on enough cases", () => {
    expect(expressible.length).toBeGreaterThan(40);
  });

  it.each(expressible)("$name", ({ input, output, printed, dict }) => {
    const signature = inferSignature(input, output);
    expect({ printed: printSignature(signature), dict: signatureToJson(signature) }).toEqual({
      printed,
      dict,
    });
  });
});

describe("chatSignature", () => {
  it("prints as MLflow 3.17 does", () => {
    const printed = readFileSync(
      new URL("../../tools/peers/fixtures/mlflow/option1-model/signature.txt", import.meta.url),
      "utf8",
    );
    expect(printSignature(chatSignature("current")).trimEnd()).toBe(printed.trimEnd());
  });

  it("prints, and stands in MLmodel, as MLflow 2.14 has it", () => {
    const [chat] = fixture("mlflow-2.14-signature.json");
    const signature = chatSignature("mid-2024");
    expect({ printed: printSignature(signature), dict: signatureToJson(signature) }).toEqual({
      printed: chat?.printed,
      dict: chat?.dict,
    });
  });
});
