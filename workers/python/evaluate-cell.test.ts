/** The Evaluate cell asks an edited class in Python: answers, tokens and errors as the saved notebook's Python gives them. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { ModelBundle } from "#bundle/bundle.ts";
import { type BundleReport, inspectBundle } from "#bundle/inspect.ts";
import type { RunContext } from "#cells/cell-behaviour.ts";
import { createCell } from "#cells/cell.ts";
import { evaluateBehaviour } from "#cells/evaluate/evaluate-behaviour.ts";
import type { EvaluateCell, EvaluateOutput } from "#cells/evaluate/evaluate-cell.ts";
import { wrapperBehaviour } from "#cells/wrapper/wrapper-behaviour.ts";
import type { PythonSession } from "#python/python-session.ts";
import { createDirectReader } from "#reader/direct-reader.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { editCode } from "#wrapper/edit-wrapper.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { DEMO } from "./testing/edited-wrappers.ts";
import { bundleOf, notebookSession } from "./testing/module-session.ts";

const RETURN = "        return self.tokenizer.decode(generator.get_sequence(0)[len(input_tokens) :])\n";

let session: PythonSession;
let model: { readonly type: "model"; readonly bundle: ModelBundle; readonly report: BundleReport };

beforeAll(async () => {
  session = notebookSession(DEMO);
  const bundle = await bundleOf(DEMO);
  model = { type: "model", bundle, report: await inspectBundle(bundle) };
});
afterAll(() => session.end());

function contextOf(changes: Partial<RunContext> = {}): RunContext {
  return {
    python: () => Promise.resolve(session),
    reader: createDirectReader(),
    events: { onProgress: () => undefined, onTextDelta: () => undefined },
    onInput: () => Promise.reject(new Error("Nothing asks.")),
    onOutput: () => undefined,
    signal: new AbortController().signal,
    ...changes,
  } as unknown as RunContext;
}

/** Runs the cell over the generated class with another end of predict. */
async function evaluate(
  end: string,
  changes: Partial<EvaluateCell> = {},
  context = contextOf(),
): Promise<EvaluateOutput> {
  const code = generateCode(defaultWrapper("pyfunc"));
  expect(code).toContain(RETURN);
  const edited = editCode({ form: defaultWrapper("pyfunc"), editedCode: null }, code.replace(RETURN, end));
  const wrapper = await wrapperBehaviour.run(
    { id: "w", type: "wrapper", wrapper: edited },
    { model: null, wrapper: null },
    contextOf(),
  );
  const cell = { ...(createCell({ type: "evaluate", option: "pyfunc" }, "e") as EvaluateCell), ...changes };
  return evaluateBehaviour.run(cell, { model, wrapper }, context);
}

function inShort({ evaluation }: EvaluateOutput) {
  return evaluation.rows.map(({ answer, error, verdicts }) => [
    answer === null ? error : answer.text,
    answer?.promptTokens,
    answer?.completionTokens,
    verdicts,
  ]);
}

test("an edited class answers each row, and its tokens are counted as onnxruntime-genai takes and makes them", async () => {
  const output = await evaluate(
    `        print("asked")\n${RETURN.replace("return ", 'return "Edited: " + ')}`,
  );
  expect(inShort(output)).toEqual([
    ["Edited:  The capital of Spain is Madrid.", 10, 8, [true]],
    ["Edited:  The capital of France is Paris.", 10, 8, [true]],
    ["Edited:  The capital of Italy is Rome.", 10, 8, [true]],
  ]);
  expect(output).toMatchObject({
    option: "pyfunc",
    rowCount: 3,
    stopped: false,
    printed: "asked\n".repeat(3),
  });
});

test("one model is asked for all rows, and a new run loads it anew", async () => {
  const end = '        self.count = getattr(self, "count", 0) + 1\n        return {"count": self.count}\n';
  const counts = async () => (await evaluate(end)).evaluation.rows.map(({ answer }) => answer?.text);
  expect(await counts()).toEqual(['{"count": 1}', '{"count": 2}', '{"count": 3}']);
  expect(await counts()).toEqual(['{"count": 1}', '{"count": 2}', '{"count": 3}']);
});

test("what the class raises, and a request that is no JSON, are the row's error in Python's words", async () => {
  const end = '        raise ValueError(f"no {prompt[8:12]}")\n';
  const table = { columns: ["a"], rows: [["Hi"], [""]] };
  const output = await evaluate(end, { table, checks: [], request: '{"prompt": "<|user|>Spain{{a}}"}' });
  expect(inShort(output)).toEqual([
    ["no Spai", undefined, undefined, []],
    ["no Spai", undefined, undefined, []],
  ]);
  const broken = await evaluate(end, { table, checks: [], request: "{{a}}" });
  expect(inShort(broken).map(([error]) => error)).toEqual([
    "Expecting value: line 1 column 1 (char 0)",
    "Expecting value: line 1 column 1 (char 0)",
  ]);
});

test("checks in Python are asked with the answer and its row; what they raise is told, and None leaves a row unchecked", async () => {
  const checks = [
    { kind: "python", expected: 'row["expected"] in answer or None' },
    {
      kind: "python",
      expected:
        'def of_length(answer, row):\n    return len(re.findall("a", answer)) > int(row["__proto__"])\n',
    },
  ] as const;
  const table = {
    columns: ["prompt", "expected", "__proto__"],
    rows: [
      ["Spain", "Madrid", "1"],
      ["Spain", "Paris", "x"],
    ],
  };
  const output = await evaluate(RETURN.replace("return ", "return str(").replace(/\n$/, ")\n"), {
    table,
    checks,
    request: '{"prompt": "<|user|>What is the capital of {{prompt}}?<|end|><|assistant|>"}',
  });
  expect(output.evaluation.checks).toEqual(["python", "python_2"]);
  expect(output.evaluation.rows.map(({ verdicts }) => verdicts)).toEqual([
    [true, true],
    [null, { problem: "ValueError: invalid literal for int() with base 10: 'x'" }],
  ]);
  await expect(evaluate(RETURN, { checks: [{ kind: "python", expected: "answer in (" }] })).rejects.toThrow(
    "The check python is not valid Python: line 1 cannot be read.",
  );
});

test("Stop ends a class that waits, and keeps the rows that are whole", async () => {
  const controller = new AbortController();
  const end = `        if "France" in prompt:\n            input("Go on?")\n${RETURN}`;
  const output = await evaluate(
    end,
    {},
    contextOf({
      signal: controller.signal,
      onInput: () => {
        controller.abort();
        return new Promise(() => undefined);
      },
    }),
  );
  expect(inShort(output)).toEqual([[" The capital of Spain is Madrid.", 10, 8, [true]]]);
  expect(output.stopped).toBe(true);
});
