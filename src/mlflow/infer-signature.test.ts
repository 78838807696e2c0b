import { describe, expect, it } from "vitest";
import { chatSignature, completionsSignature } from "./chat-signature.ts";
import { inferSignature } from "./infer-signature.ts";
import type { MlflowRules } from "./mlflow-rules.ts";
import { MlflowError } from "./mlflow-error.ts";
import { printSignature, signatureToJson } from "./signature-print.ts";
import type { Signature } from "./signature.ts";
import { readText, readFixture, untagged } from "./testing/mlflow-fixture.ts";

interface SignatureCase {
  readonly name: string;
  readonly input: unknown;
  readonly output?: unknown;
  readonly params?: unknown;
  readonly printed?: string;
  readonly dict?: object;
  readonly error?: { readonly type: string; readonly message: string };
}

const VERSIONS: readonly (readonly [MlflowRules, string])[] = [
  ["3.17", "infer-signature.json"],
  ["2.22", "infer-signature-2.22.json"],
];

describe.each(VERSIONS)(
  "inferSignature gives what mlflow.models.infer_signature of %s gives",
  (rules, file) => {
    const { versions, cases } = readFixture<SignatureCase>(file);

    it("on enough cases of that version", () => {
      expect([versions["mlflow"]?.startsWith(rules), cases.length >= 150]).toEqual([true, true]);
    });

    it.each(cases)("$name", ({ input, output, params, printed, dict, error }) => {
      const [given, gives, takes] = [input, output, params].map((value) => untagged(value ?? null));
      expect(outcome(() => inferSignature(given ?? null, gives, takes, rules))).toEqual(
        error === undefined ? { printed, dict } : { error },
      );
    });
  },
);

function outcome(infer: () => Signature): object {
  try {
    const signature = infer();
    return { printed: printSignature(signature), dict: signatureToJson(signature) };
  } catch (thrown) {
    if (!(thrown instanceof MlflowError)) throw thrown;
    return { error: { type: thrown.pythonType, message: thrown.message } };
  }
}

describe("chatSignature", () => {
  it("prints as MLflow 3.17 does", () => {
    const printed = readText("option1-model/signature.txt");
    expect(printSignature(chatSignature("current")).trimEnd()).toBe(printed.trimEnd());
  });

  it("prints, and stands in MLmodel, as MLflow 2.14 has it", () => {
    const [chat] = readFixture<SignatureCase>("mlflow-2.14-signature.json").cases;
    const signature = chatSignature("mid-2024");
    expect({ printed: printSignature(signature), dict: signatureToJson(signature) }).toEqual({
      printed: chat?.printed,
      dict: chat?.dict,
    });
  });
});

describe("completionsSignature", () => {
  it.each([
    "mlflow-2.14-signature.json",
    "mid-2025/completions-signature.json",
    "completions-signature.json",
  ])("prints, and stands in MLmodel, as %s says", (fixture) => {
    const { cases } = readFixture<SignatureCase & { readonly name: string }>(fixture);
    const real = cases.find(({ name }) => name === "llm/v1/completions");
    const signature = completionsSignature();
    expect({ printed: printSignature(signature), dict: signatureToJson(signature) }).toEqual({
      printed: real?.printed,
      dict: real?.dict,
    });
  });
});
