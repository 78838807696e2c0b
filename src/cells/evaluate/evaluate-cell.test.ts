import { parse, safeParse } from "valibot";
import { expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import { english } from "#base/message.ts";
import { type Cell, createCell, kindOf } from "#cells/cell.ts";
import type { CellState } from "#kernel/cell-state.ts";
import { Kernel } from "#kernel/kernel.ts";
import {
  type Answering,
  fakeBundles,
  fakeInference,
  fakeRegistry,
  noPython,
  promptOutput,
} from "#kernel/testing/fake-platform.ts";
import { createDirectReader } from "#reader/direct-reader.ts";
import type { ReaderPort } from "#reader/reader-port.ts";
import { withRenamedColumn } from "./edit-evaluation.ts";
import { evaluateBehaviour } from "./evaluate-behaviour.ts";
import { type EvaluateCell, evaluateKind } from "./evaluate-cell.ts";

const MODEL = createCell({ type: "model" }, "m");
const WRAPPER = createCell({ type: "wrapper", option: "pyfunc" }, "w");

function evaluateCell(changes: Partial<EvaluateCell> = {}): EvaluateCell {
  const cell = createCell({ type: "evaluate", option: "pyfunc" }, "e");
  return { ...(cell as EvaluateCell), ...changes };
}

interface Setup {
  readonly answer?: Answering;
  readonly reader?: Partial<ReaderPort>;
  readonly onStates?: (states: ReadonlyMap<string, CellState>, kernel: Kernel) => void;
}

async function run(cell: Cell, { answer, reader, onStates }: Setup = {}) {
  const inference = fakeInference(answer ?? (async () => promptOutput("It is Madrid.")));
  const kernel: Kernel = new Kernel({
    reader: { ...createDirectReader(), ...reader },
    inference,
    bundles: fakeBundles(),
    python: noPython,
    registry: fakeRegistry(),
    accessTo: (url) => ({ url, user: "", secret: "" }),
    notebook: () => ({ id: "n", title: "", cells: [MODEL, WRAPPER, cell] }),
    onChange: (states) => onStates?.(states, kernel),
  });
  await kernel.run(cell.id);
  return { state: kernel.states().get(cell.id), requests: inference.requests };
}

/** The rows of a finished run, in short. */
function rowsOf(state: CellState | undefined) {
  const output = state && "output" in state ? state.output : null;
  if (output?.type !== "evaluate") throw new Error(`There is no output: ${JSON.stringify(state)}`);
  return output.evaluation.rows.map(({ answer, error, verdicts }) => ({
    answer: answer?.text ?? null,
    error: error === null ? null : english(error),
    verdicts,
  }));
}

test("each row is asked as the request says, and its answer is held against what it expects", async () => {
  const { state, requests } = await run(evaluateCell());
  expect(requests.map(({ input }) => input)).toEqual([
    { prompt: "<|user|>What is the capital of Spain?<|end|><|assistant|>" },
    { prompt: "<|user|>What is the capital of France?<|end|><|assistant|>" },
    { prompt: "<|user|>What is the capital of Italy?<|end|><|assistant|>" },
  ]);
  expect(state).toMatchObject({
    status: "done",
    stopped: false,
    output: {
      option: "pyfunc",
      rowCount: 3,
      evaluation: { checks: ["contains"] },
      runtime: { id: "onnxruntime-web" },
    },
  });
  expect(rowsOf(state).map(({ verdicts }) => verdicts)).toEqual([[true], [false], [false]]);
});

test("texts with quotes and line ends stay what they are in the request", async () => {
  const table = { columns: ["a b"], rows: [['"x"\n\\ {{a b}}']] };
  const cell = evaluateCell({ table, request: '{"prompt": "{{ a b }}!"}', checks: [] });
  const { requests } = await run(cell);
  expect(requests[0]?.input).toEqual({ prompt: '"x"\n\\ {{a b}}!' });
});

test("a row without an answer says why, passes nothing, and the next is asked", async () => {
  const columns = ["before", "expected"];
  const rows = [
    ["1, ", "x"],
    ["", "Madrid"],
    ["2, ", ""],
  ];
  const request = '{"prompt": {{before}}"Spain?"}';
  const { state } = await run(evaluateCell({ table: { columns, rows }, request }));
  const [first, second, third] = rowsOf(state);
  expect(first).toMatchObject({ answer: null, verdicts: [false] });
  expect(first?.error).toContain("The input is not valid JSON");
  expect(second).toEqual({ answer: "It is Madrid.", error: null, verdicts: [true] });
  expect(third).toMatchObject({ answer: null, verdicts: [null] });
});

test("Stop keeps the rows that are whole", async () => {
  let kernel: Kernel | undefined;
  let asked = 0;
  const { state } = await run(evaluateCell(), {
    answer: async (_request, _events, signal) => {
      asked += 1;
      if (asked === 2) kernel?.stop();
      return promptOutput("Madrid", signal.aborted);
    },
    onStates: (_states, of) => {
      kernel = of;
    },
  });
  expect(state).toMatchObject({ status: "done", stopped: true });
  expect(rowsOf(state)).toEqual([{ answer: "Madrid", error: null, verdicts: [true] }]);
});

test("a model that ends in mid-work leaves what was answered; one that cannot be loaded fails the cell", async () => {
  let calls = 0;
  const dies: Answering = async () => {
    calls += 1;
    if (calls > 1) throw new AppError("worker-died", "It ended.");
    return promptOutput("Madrid");
  };
  const { state } = await run(evaluateCell(), { answer: dies });
  expect(state).toMatchObject({ status: "done", stopped: true });
  expect(rowsOf(state)).toEqual([
    { answer: "Madrid", error: null, verdicts: [true] },
    { answer: null, error: "It ended.", verdicts: [false] },
  ]);
  const { state: failed } = await run(evaluateCell(), {
    answer: () => Promise.reject(new AppError("out-of-memory", "It is too large.")),
  });
  expect(failed).toMatchObject({ status: "failed", error: { code: "out-of-memory" } });
});

test("a check that takes too long is made once, and a pattern that is none is told in each row", async () => {
  let asked = 0;
  const slow = () => {
    asked += 1;
    return Promise.reject(new AppError("over-limit", "It takes too long."));
  };
  const { state } = await run(evaluateCell(), { reader: { checkAnswer: slow } });
  expect(asked).toBe(1);
  expect(rowsOf(state).map(({ verdicts }) => verdicts)).toEqual(
    Array.from({ length: 3 }, () => [{ problem: "It takes too long." }]),
  );
  const broken = await run(evaluateCell({ checks: [{ kind: "regex", expected: "(" }] }));
  expect(rowsOf(broken.state).map(({ verdicts }) => verdicts)).toMatchObject(
    Array.from({ length: 3 }, () => [{ problem: {} }]),
  );
});

test.each([
  [
    { request: '{"prompt": "{{promt}}"}' },
    "“{{promt}}” names no column of the table. Its columns are prompt, expected.",
  ],
  [{ checks: [{ kind: "contains", expected: "{{x}}" }] }, "“{{x}}” names no column"],
  [{ table: { columns: ["prompt"], rows: [] } }, "The table has no row."],
] as const)("%j says what is wrong before the model is loaded", async (changes, reason) => {
  const { state, requests } = await run(evaluateCell(changes));
  expect(requests).toEqual([]);
  expect(state).toMatchObject({
    status: "failed",
    error: { message: expect.stringContaining(reason) as string },
  });
});

test("a kept run is read again, and a damaged one is refused", async () => {
  const { state } = await run(evaluateCell());
  const output = state?.status === "done" ? state.output : null;
  const { kept } = evaluateBehaviour;
  expect(parse(kept, JSON.parse(JSON.stringify(output)))).toEqual(output);
  const damaged = { ...output, evaluation: { columns: ["a"], checks: [], rows: [{}] } };
  expect(safeParse(kept, damaged).success).toBe(false);
});

test("a stored cell is read strictly", () => {
  const { id: _id, type: _type, ...content } = evaluateCell({ seed: 3, runtime: "int4" });
  const { stored } = evaluateKind;
  expect(parse(stored, content)).toEqual(content);
  const wrong = [
    { table: { columns: ["a", "a"], rows: [] } },
    { table: { columns: ["a"], rows: [["1", "2"]] } },
    { checks: [{ kind: "magic", expected: "" }] },
    { request: 3 },
  ];
  expect(wrong.map((change) => safeParse(stored, { ...content, ...change }).success)).toEqual([
    false,
    false,
    false,
    false,
  ]);
});

test("a column that gets another name keeps its places in the request and the checks", () => {
  const renamed = withRenamedColumn(evaluateCell(), 1, "answer $&");
  expect(renamed.table.columns).toEqual(["prompt", "answer $&"]);
  expect(renamed.checks).toEqual([{ kind: "contains", expected: "{{answer $&}}" }]);
  expect(withRenamedColumn(evaluateCell(), 0, "expected")).toEqual(evaluateCell());
});

test("texts of the table, the request and the checks are found and replaced", () => {
  const cell = evaluateCell();
  const { withText } = evaluateBehaviour;
  const fields = kindOf(cell).texts?.(cell) ?? [];
  const changed = fields.reduce<EvaluateCell>(
    (now, { field, text }) => withText?.(now, field, `${text}.`) ?? now,
    cell,
  );
  expect(kindOf(changed).texts?.(changed)).toEqual(
    fields.map(({ field, text }) => ({ field, text: `${text}.` })),
  );
});
