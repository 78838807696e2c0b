import { expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import { createCell, type Cell } from "#cells/cell.ts";
import { writeIpynb } from "#ipynb/write-ipynb.ts";
import type { Notebook } from "#notebook/cell.ts";
import type { HostContext, PythonHost } from "#python/bridge.ts";
import type { PythonCode, PythonEvent, PythonInterpreter } from "#python/python-port.ts";
import { createDirectReader } from "#reader/direct-reader.ts";
import { Kernel } from "./kernel.ts";
import {
  fakeBundles,
  fakeInference,
  fakeRegistry,
  noServers,
  promptOutput,
} from "./testing/fake-platform.ts";

type Run = (
  code: PythonCode,
  emit: (event: PythonEvent) => void,
  host: PythonHost,
  signal: AbortSignal,
) => Promise<boolean>;

const print = (text: string): PythonEvent => ({ kind: "stream", name: "stdout", text });
const raise = (name: string): PythonEvent => ({
  kind: "output",
  output: { output_type: "error", ename: name, evalue: "no", traceback: [`${name}: no`] },
});

/** A notebook of code cells c0, c1, …, with a fake Python that the test controls. */
function setUp(
  sources: readonly string[],
  run: Run,
  below: readonly Cell[] = [],
  above: readonly Cell[] = [],
) {
  const started: { ended: boolean; interrupts: number }[] = [];
  let notebook: Notebook = {
    id: "n",
    title: "N",
    cells: [
      ...above,
      ...sources.map((source, at): Cell => createCell({ type: "code", source }, `c${at}`)),
      ...below,
    ],
  };
  const kernel = new Kernel({
    reader: createDirectReader(),
    inference: fakeInference(async () => promptOutput("")),
    bundles: fakeBundles(),
    registry: fakeRegistry(),
    accessTo: (url) => ({ url, user: "", secret: "" }),
    notebook: () => notebook,
    onChange: () => undefined,
    nowMs: () => 0,
    now: () => new Date(0),
    python: {
      consents: () => Promise.resolve(new Map()),
      host: () =>
        Promise.resolve({
          methods: new Map(),
          offer: () => Promise.resolve("model"),
          bundles: new Map(),
          servers: noServers,
          dispose: () => undefined,
        }),
      port: {
        start(host) {
          const one = { ended: false, interrupts: 0 };
          started.push(one);
          const interpreter: PythonInterpreter = {
            version: "3.14",
            wayToWait: "suspend",
            run: (code, emit, signal) => run(code as PythonCode, emit, host, signal),
            interrupt: () => {
              one.interrupts += 1;
            },
            complete: () => Promise.resolve({ replaces: 0, items: [] }),
            end: () => {
              one.ended = true;
            },
          };
          return Promise.resolve(interpreter);
        },
      },
    },
  });
  const edit = (which: number | string, to: string | Cell) => {
    const at = typeof which === "number" ? which : notebook.cells.findIndex(({ id }) => id === which);
    const cell = typeof to === "string" ? createCell({ type: "code", source: to }, `c${at}`) : to;
    notebook = { ...notebook, cells: notebook.cells.with(at, cell) };
    kernel.documentChanged();
  };
  const statuses = () => notebook.cells.map(({ id }) => kernel.states().get(id)?.status ?? "idle");
  return { kernel, started, edit, statuses, notebook: () => notebook };
}

test("code cells run in order in one session, count up, and keep what they gave", async () => {
  const { kernel, started } = setUp(["a = 1", "print(a)"], async ({ source, count }, emit) => {
    emit(print(`${count} `));
    emit(print(source));
    return true;
  });
  await kernel.runAll();
  expect(started).toHaveLength(1);
  expect(kernel.states().get("c1")).toEqual({
    status: "done",
    elapsedMs: 0,
    stopped: false,
    output: {
      type: "code",
      executionCount: 2,
      failed: false,
      outputs: [{ output_type: "stream", name: "stdout", text: "2 print(a)" }],
    },
  });
});

test("an exception is the cell's failure in Python's words, and the code that waits does not run", async () => {
  const { kernel, statuses } = setUp(["1/0", "print(1)"], async (_code, emit) => {
    emit(raise("ZeroDivisionError"));
    return false;
  });
  await kernel.runAll();
  expect(statuses()).toEqual(["failed", "idle"]);
  expect(kernel.states().get("c0")).toMatchObject({
    error: { code: "raised", message: "ZeroDivisionError: no" },
    output: { outputs: [{ output_type: "error", ename: "ZeroDivisionError" }] },
  });
});

test("a cell waits for the answer to input(), which an interrupt ends", async () => {
  const answers: unknown[] = [];
  const { kernel } = setUp(["input()"], async (_code, _emit, host, signal) => {
    const ask = host.methods.get("session.input");
    answers.push(await ask?.(["Who? ", false], { signal }));
    answers.push(await Promise.resolve(ask?.(["And? ", true], { signal })).catch(() => "interrupted"));
    return true;
  });
  const inputOf = () => {
    const state = kernel.states().get("c0");
    return state?.status === "running" ? state.input : null;
  };
  const run = kernel.run("c0");
  await expect.poll(inputOf).toEqual({ prompt: "Who? ", isPassword: false });
  kernel.answerInput("c0", "Ada");
  await expect.poll(inputOf).toEqual({ prompt: "And? ", isPassword: true });
  kernel.stop();
  await run;
  expect(answers).toEqual(["Ada", "interrupted"]);
});

test("a cell is stale when code above sets otherwise what it reads, and holds again after the undo", async () => {
  const { kernel, edit, statuses } = setUp(
    ["x = 1", "y = x", "print(y)", "print('alone')"],
    async () => true,
  );
  await kernel.runAll();
  expect(statuses()).toEqual(["done", "done", "done", "done"]);
  edit(0, "x = 2");
  expect(statuses()).toEqual(["stale", "stale", "stale", "done"]);
  expect(kernel.states().get("c2")).toMatchObject({
    because: { template: "“{0}”, which this cell reads, has changed above.", values: ["y"] },
  });
  edit(0, "x = 1");
  expect(statuses()).toEqual(["done", "done", "done", "done"]);
});

/** What mlflow/_told.py tells of a class that takes no model. */
const TOLD = JSON.stringify({
  flavor: "pyfunc",
  profile: "current",
  name: "echo",
  uri: "models:/m-1",
  isOfTypeHints: false,
  task: null,
  signature: null,
  inputExample: null,
  modelConfig: null,
  metadata: null,
  requirements: null,
  extraRequirements: [],
  code: {
    text: "import mlflow\n\n\nclass Echo(mlflow.pyfunc.PythonModel):\n    pass\n",
    className: "Echo",
    object: "Echo()",
    file: null,
  },
  artifacts: [],
});

const context: HostContext = { signal: new AbortController().signal };

test("cells below use the model that code has logged, and are stale when the code changes, or what it reads", async () => {
  const { kernel, edit, statuses, notebook } = setUp(
    ["END = 1", "mlflow.pyfunc.log_model(python_model=Echo(END))"],
    async ({ source }, _emit, host) => {
      if (source.includes("log_model")) await host.methods.get("mlflow.logged")?.([TOLD], context);
      return true;
    },
    [{ id: "a", type: "artifact" }],
  );
  await kernel.runAll();
  const state = kernel.states().get("a");
  const artifact =
    state?.status === "done" && state.output.type === "artifact" ? state.output.artifact : null;
  expect(artifact?.files.map(({ path }) => path)).toEqual([
    "MLmodel",
    "conda.yaml",
    "echo.py",
    "python_env.yaml",
    "requirements.txt",
  ]);
  edit(0, "END = 2");
  expect(statuses()).toEqual(["stale", "stale", "stale"]);
  edit(0, "END = 1");
  expect(statuses()).toEqual(["done", "done", "done"]);
  const file = writeIpynb(notebook(), kernel.finishedRuns(), {
    demoUrl: "https://example.org/",
    folderOf: () => null,
  });
  expect(file).toContain("# The code above logs the model: set model_info to what its log_model gives");
});

test("a cell below code that has logged nothing says so", async () => {
  const { kernel } = setUp(["mlflow.pyfunc.log_model()"], async () => true, [{ id: "a", type: "artifact" }]);
  await kernel.run("a");
  expect(kernel.states().get("a")).toMatchObject({ status: "failed", error: { code: "missing-dependency" } });
});

test("code is stale when a typed cell above sets otherwise what it reads", async () => {
  const { kernel, edit, statuses } = setUp(
    ["print(model_info)", "print('alone')"],
    async () => true,
    [],
    [
      createCell({ type: "model", bundleId: "tiny" }, "m"),
      createCell({ type: "wrapper" }, "w"),
      { id: "a", type: "artifact" },
    ],
  );
  await kernel.run("c0");
  await kernel.run("c1");
  edit("m", createCell({ type: "model", bundleId: "other" }, "m"));
  expect(statuses().slice(3)).toEqual(["stale", "done"]);
});

test("each Stop after the first interrupts Python again", async () => {
  let end: (() => void) | null = null;
  const { kernel, started, statuses } = setUp(
    ["while True: ..."],
    () =>
      new Promise((resolve) => {
        end = () => resolve(false);
      }),
  );
  const running = kernel.run("c0");
  await expect.poll(() => end).not.toBeNull();
  kernel.stop();
  kernel.stop();
  kernel.stopCells(["c0"]);
  await expect.poll(() => started[0]?.interrupts).toBe(2);
  expect(statuses()).toEqual(["running"]);
  end!();
  await running;
});

test("a Python that died is told, and the next run begins a new session that counts from one", async () => {
  let dies = true;
  const { kernel, started, statuses } = setUp(["x = 1"], async () => {
    if (dies) throw new AppError("python-ended", "Python has ended.");
    return true;
  });
  await kernel.run("c0");
  expect(kernel.states().get("c0")).toMatchObject({ status: "failed", error: { code: "python-ended" } });
  dies = false;
  await kernel.run("c0");
  expect(statuses()).toEqual(["done"]);
  expect(started.map(({ ended }) => ended)).toEqual([true, false]);
  expect(kernel.states().get("c0")).toMatchObject({ output: { executionCount: 1 } });
});

test("the session ends with a restart, and with the document", async () => {
  const { kernel, started } = setUp(["x = 1"], async () => true);
  await kernel.run("c0");
  kernel.endPython();
  await kernel.run("c0");
  kernel.restore(new Map());
  await expect.poll(() => started.map(({ ended }) => ended)).toEqual([true, true]);
});

test("a saved .ipynb holds what the cells gave, with their execution counts", async () => {
  const { kernel, notebook } = setUp(["show()"], async (_code, emit) => {
    emit(print("a\nb\n"));
    const data = { "text/plain": "<Image>\nx", "image/png": "AAAA\n" };
    emit({
      kind: "output",
      output: { output_type: "execute_result", execution_count: 1, data, metadata: {} },
    });
    return true;
  });
  await kernel.run("c0");
  const context = { demoUrl: "https://example.org/", folderOf: () => null };
  const file = JSON.parse(writeIpynb(notebook(), kernel.finishedRuns(), context)) as { cells: unknown[] };
  expect(file.cells[0]).toMatchObject({
    cell_type: "code",
    execution_count: 1,
    source: ["show()"],
    outputs: [
      { output_type: "stream", name: "stdout", text: ["a\n", "b\n"] },
      {
        output_type: "execute_result",
        execution_count: 1,
        data: { "text/plain": ["<Image>\n", "x"], "image/png": "AAAA\n" },
        metadata: {},
      },
    ],
  });
});
