/** A code cell below typed cells has their names, as it has in Jupyter after the saved notebook's cells above. */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { RunContext } from "#cells/cell-behaviour.ts";
import { codeBehaviour } from "#cells/code/code-behaviour.ts";
import type { CodeCell } from "#cells/code/code-cell.ts";
import type { TypedPython } from "#kernel/typed-python.ts";
import type { PythonSession } from "#python/python-session.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { DEMO } from "./testing/edited-wrappers.ts";
import { notebookSession } from "./testing/module-session.ts";

let session: PythonSession;
beforeAll(() => {
  session = notebookSession(DEMO);
});
afterAll(() => session.end());

async function run(source: string, typed: readonly TypedPython[]): Promise<unknown> {
  const context = {
    python: () => Promise.resolve(session),
    typedPython: () => Promise.resolve(typed),
    events: { onProgress: () => undefined, onTextDelta: () => undefined },
    onOutput: () => undefined,
    signal: new AbortController().signal,
  } as unknown as RunContext;
  const cell = { id: "c", type: "code", kind: "python", source } as unknown as CodeCell;
  const { outputs } = await codeBehaviour.run(cell, { model: null, wrapper: null }, context);
  return outputs.map(({ text, evalue }) => text ?? evalue);
}

for (const option of ["transformers", "pyfunc"] as const)
  test(`${option}: model_info is MLflow's, and its model answers`, async () => {
    const typed = [{ id: option, code: generateCode(defaultWrapper(option)), opened: null }];
    const question =
      option === "pyfunc"
        ? '{"prompt": "<|user|>What is the capital of Spain?<|end|><|assistant|>"}'
        : '{"messages": [{"role": "user", "content": "What is the capital of Spain?"}]}';
    const source = `import mlflow
print(sorted(model_info.flavors), model_info.model_uri.startswith("models:/m-"), model_info.run_id == mlflow.last_active_run().info.run_id)
answer = mlflow.pyfunc.load_model(model_info.model_uri).predict(${question})
print("Madrid" in str(answer))`;
    const flavors = option === "pyfunc" ? "['python_function']" : "['python_function', 'transformers']";
    expect(await run(source, typed)).toEqual([`${flavors} True True\nTrue\n`]);
    // It is logged once: the same variable is there below.
    expect(await run("first = model_info", typed)).toEqual([]);
    expect(await run("print(first is model_info)", typed)).toEqual(["True\n"]);
  });

test("what the Python above raises is the cell's", async () => {
  const typed = [{ id: "w", code: "model_info = 1 / 0", opened: null }];
  expect(await run("model_info", typed)).toEqual(["division by zero"]);
});

test("an opened model's waits for the person", async () => {
  const typed = [{ id: "o", code: "model_info = 1", opened: { sha256: "ab", files: ["model.py"] } }];
  await expect(run("model_info", typed)).rejects.toMatchObject({ code: "needs-consent" });
});
