import { describe, expect, it } from "vitest";
import { createDirectReader } from "#reader/direct-reader.ts";
import { message } from "#base/message.ts";
import { AppError } from "#base/errors.ts";
import type { Cell } from "#cells/cell.ts";
import type { Notebook } from "#notebook/cell.ts";
import { createCell } from "#cells/cell.ts";
import { addCell, deleteCells, updateCell } from "#notebook/edits.ts";
import { dropCells } from "#notebook/move-cells.ts";
import { createFromTemplate } from "#notebook/templates.ts";
import { firstInput } from "#wrapper/defaults.ts";
import type { CellState } from "./cell-state.ts";
import { Kernel } from "./kernel.ts";
import { fingerprintOf } from "./fingerprint.ts";
import {
  type Answering,
  fakeBundles,
  fakeInference,
  fakeRegistry,
  noPython,
  promptOutput,
} from "./testing/fake-platform.ts";

/** The cells of the second template by type, run by a kernel whose inference answers with `answer`. */
function setUp(answer: Answering = async () => promptOutput("Hello!"), nowMs = () => 0) {
  let count = 0;
  let notebook: Notebook = createFromTemplate("option2-pyfunc", () => `cell-${count++}`);
  const seen: string[] = [];
  const inference = fakeInference(answer);
  const registry = fakeRegistry();
  const kernel = new Kernel({
    reader: createDirectReader(),
    inference,
    bundles: fakeBundles(),
    python: noPython,
    registry,
    accessTo: (url) => ({ url, user: "", secret: "s3cret" }),
    notebook: () => notebook,
    onChange: (states) => {
      const running = notebook.cells.find((cell) => states.get(cell.id)?.status === "running");
      if (running && seen.at(-1) !== running.type) seen.push(running.type);
    },
    nowMs,
    now: () => new Date(0),
    newUuid: () => "00000000-0000-4000-8000-000000000000",
  });
  const idOf = (type: Cell["type"]) => (notebook.cells.find((cell) => cell.type === type) as Cell).id;
  return {
    kernel,
    inference,
    registry,
    seen,
    idOf,
    notebook: () => notebook,
    edit: (change: (before: Notebook) => Notebook) => {
      notebook = change(notebook);
      kernel.documentChanged();
    },
    state: (id: string): CellState | undefined => kernel.states().get(id),
    status: (type: Cell["type"]) => kernel.states().get(idOf(type))?.status,
  };
}

function renameWrapper(notebook: Notebook, name: string): Notebook {
  const cell = notebook.cells.find((c) => c.type === "wrapper") as Extract<Cell, { type: "wrapper" }>;
  return updateCell(notebook, {
    ...cell,
    wrapper: { ...cell.wrapper, form: { ...cell.wrapper.form, name } },
  });
}

describe("running", () => {
  it("starts with every cell idle", () => {
    expect(setUp().kernel.states()).toEqual(new Map());
  });

  it("runs all cells in the document's order", async () => {
    const { kernel, seen } = setUp();
    await kernel.runAll();
    expect(seen).toEqual(["model", "wrapper", "artifact", "signature", "inference", "deploy"]);
  });

  it("runs first what a cell needs, and no more", async () => {
    const { kernel, seen, idOf } = setUp();
    await kernel.run(idOf("inference"));
    expect(seen).toEqual(["model", "wrapper", "inference"]);
  });

  it("does not run again what still holds", async () => {
    const { kernel, seen, idOf } = setUp();
    await kernel.run(idOf("signature"));
    await kernel.run(idOf("artifact"));
    expect(seen).toEqual(["wrapper", "signature", "model", "artifact"]);
  });

  it("gives the answer as the cell's output, with what was asked", async () => {
    const { kernel, state, idOf } = setUp();
    await kernel.run(idOf("inference"));
    expect(state(idOf("inference"))).toEqual({
      status: "done",
      output: {
        type: "inference",
        output: promptOutput("Hello!"),
        input: firstInput("prompt"),
        settings: expect.objectContaining({ model: "Tiny" }),
      },
      elapsedMs: 0,
      stopped: false,
    });
  });
});

describe("what stands beside an input", () => {
  it("does not make its answer stale", () => {
    const cell = { id: "i", type: "inference", input: "{}" } as const;
    const chat = { threads: [[{ role: "user", content: "Spain?" }]] };
    const of = (each: Cell) => fingerprintOf({ id: "n", title: "N", cells: [each] }, "i");
    expect(of({ ...cell, chat, keepsProbabilities: true })).toEqual(of(cell));
    expect(of({ ...cell, runtime: "int4" })).not.toEqual(of(cell));
  });
});

describe("streamed text", () => {
  it("reads no cell again: what each depends on is known until the document changes", async () => {
    let nowMs = 0;
    const { kernel, edit, idOf, notebook } = setUp(
      async (_request, events) => {
        for (let tokenCount = 1; tokenCount <= 50; tokenCount += 1) {
          nowMs += 100;
          events.onTextDelta({ text: "a ", tokenCount });
        }
        return promptOutput("Hello!");
      },
      () => nowMs,
    );
    let reads = 0;
    const counted = <C extends Cell>(cell: C): C => {
      const wrapper = Object.getOwnPropertyDescriptor(cell, "wrapper");
      if (!wrapper) return cell;
      return Object.defineProperty({ ...cell }, "wrapper", {
        enumerable: true,
        get: () => {
          reads += 1;
          return wrapper.value as unknown;
        },
      });
    };
    edit((before) => ({ ...before, cells: before.cells.map(counted) }));
    await kernel.run(idOf("wrapper"));
    const readsBefore = reads;
    await kernel.run(idOf("inference"));
    expect([reads - readsBefore, notebook().cells.length > 5]).toEqual([0, true]);
  });
});

describe("an earlier output", () => {
  it("stays in sight while its cell runs again, until the new one comes", async () => {
    const seen: CellState[] = [];
    const answers = ["First.", "Second."];
    const { kernel, state, idOf } = setUp(async () => {
      seen.push(state(idOf("inference")) as CellState);
      return promptOutput(answers.shift() ?? "");
    });
    await kernel.run(idOf("inference"));
    await kernel.run(idOf("inference"));
    const running = { status: "running", startedAtMs: 0, progress: null, partial: null, input: null };
    const input = firstInput("prompt");
    expect(seen).toEqual([
      { ...running, output: null },
      {
        ...running,
        output: {
          type: "inference",
          output: promptOutput("First."),
          input,
          settings: expect.objectContaining({ model: "Tiny" }),
        },
      },
    ]);
    expect(state(idOf("inference"))).toMatchObject({ output: { output: { response: "Second." } } });
  });
});

describe("work beside the queue", () => {
  it("shows the cell as running, with its progress, and leaves it as it was", async () => {
    const { kernel, state, idOf } = setUp();
    const id = idOf("model");
    await kernel.run(id);
    const before = state(id);
    let during: CellState | undefined;
    const done = await kernel.beside(id, async (_signal, onProgress) => {
      onProgress({ label: "Opening", loadedBytes: 1, totalBytes: 2 });
      during = state(id);
    });
    expect(done).toBe(true);
    expect(during).toMatchObject({
      status: "running",
      progress: { label: "Opening", loadedBytes: 1, totalBytes: 2 },
    });
    expect(state(id)).toEqual(before);
  });

  it.each(["stop", "stopCells"] as const)("is ended by %s, and is no failure then", async (stop) => {
    const { kernel, state, idOf } = setUp();
    const id = idOf("model");
    const working = kernel.beside(
      id,
      (signal) =>
        new Promise((_resolve, reject) => {
          signal.addEventListener("abort", () => reject(new AppError("aborted", "Cancelled.")));
        }),
    );
    expect(state(id)?.status).toBe("running");
    kernel[stop]([id]);
    expect([await working, state(id)]).toEqual([false, undefined]);
  });

  it("gives way to the next for the same cell", async () => {
    const { kernel, state, idOf } = setUp();
    const id = idOf("model");
    const first = kernel.beside(id, (signal) => new Promise((resolve) => (signal.onabort = () => resolve())));
    const second = kernel.beside(id, async () => {});
    expect([await first, await second, state(id)]).toEqual([false, true, undefined]);
  });

  it("fails the cell by what it throws", async () => {
    const { kernel, state, idOf } = setUp();
    const id = idOf("model");
    const done = await kernel.beside(id, async () => {
      throw new AppError("invalid-zip", "a.zip cannot be opened.");
    });
    expect(done).toBe(false);
    expect(state(id)).toMatchObject({ status: "failed", error: { message: "a.zip cannot be opened." } });
  });
});

describe("a register cell", () => {
  const registering = () => {
    const made = setUp();
    const cell = createCell({ type: "register", server: "localhost:5000/#/experiments/0" }, "register");
    made.edit((before) => ({
      ...before,
      cells: before.cells.map((each) => (each.type === "register" ? cell : each)),
    }));
    return made;
  };

  it("sends the model to the server's address, with what was set and how fast it answered", async () => {
    const { kernel, registry, idOf, status } = registering();
    await kernel.run(idOf("inference"));
    await kernel.run("register");
    expect(status("register")).toBe("done");
    expect(registry.requests.map(({ artifact: _artifact, about: _about, ...request }) => request)).toEqual([
      {
        cellId: "register",
        server: { url: "http://localhost:5000", user: "", secret: "s3cret" },
        experiment: "Default",
        runName: "",
        record: {
          params: {
            wrapper: "pyfunc",
            profile: "current",
            model: "Tiny",
            max_length: "300",
            temperature: "0.2",
          },
          metrics: expect.objectContaining({ browser_generated_tokens: expect.any(Number) }) as unknown,
        },
        registeredName: "phi3-mlflow-model",
        alias: "champion",
        tags: {},
      },
    ]);
  });

  it("is left out by Run all and Run stale: nothing leaves the page unasked", async () => {
    const { kernel, registry, edit, status } = registering();
    await kernel.runAll();
    expect([registry.requests.length, status("register")]).toEqual([0, undefined]);
    await kernel.run("register");
    edit((before) => renameWrapper(before, "other"));
    expect(status("register")).toBe("stale");
    await kernel.runStale();
    expect([registry.requests.length, status("register")]).toEqual([1, "stale"]);
  });

  it("asks for an address while there is none", async () => {
    const { kernel, edit, state } = registering();
    edit((before) => updateCell(before, createCell({ type: "register" }, "register")));
    await kernel.run("register");
    expect(state("register")).toMatchObject({
      status: "failed",
      error: {
        message: expect.stringContaining("The address of the MLflow tracking server is missing.") as unknown,
      },
    });
  });
});

describe("staleness", () => {
  it("follows an edit to what depends on the edited cell, and says why", async () => {
    const { kernel, edit, state, status, idOf } = setUp();
    await kernel.runAll();
    edit((before) => renameWrapper(before, "another_name"));
    expect(status("model")).toBe("done");
    expect(state(idOf("wrapper"))).toMatchObject({
      status: "stale",
      because: message`This cell was edited.`,
    });
    expect(state(idOf("artifact"))).toMatchObject({
      status: "stale",
      because: message`The wrapper above changed.`,
    });
  });

  it("ends when the edit is taken back", async () => {
    const { kernel, edit, notebook, status } = setUp();
    await kernel.runAll();
    const before = notebook();
    edit((now) => renameWrapper(now, "another_name"));
    edit(() => before);
    expect([status("wrapper"), status("artifact"), status("inference")]).toEqual(["done", "done", "done"]);
  });

  it("comes when a cell that is needed goes", async () => {
    const { kernel, edit, state, idOf } = setUp();
    await kernel.runAll();
    const wrapper = idOf("wrapper");
    edit((now) => deleteCells(now, [wrapper]));
    expect(state(idOf("signature"))).toMatchObject({
      status: "stale",
      because: message`There is no longer a wrapper cell above.`,
    });
  });

  it("is mended by running what is stale, and nothing else", async () => {
    const { kernel, edit, seen, status } = setUp();
    await kernel.runAll();
    seen.length = 0;
    edit((now) => renameWrapper(now, "another_name"));
    await kernel.runStale();
    expect(seen).toEqual(["wrapper", "artifact", "signature", "inference", "deploy"]);
    expect(status("inference")).toBe("done");
  });

  it("meets a result whose cell was edited while it ran", async () => {
    const { kernel, edit, state, idOf } = setUp(async () => {
      edit((now) => renameWrapper(now, "another_name"));
      return promptOutput("late");
    });
    await kernel.run(idOf("inference"));
    expect(state(idOf("inference"))).toMatchObject({
      status: "stale",
      because: message`The wrapper above changed.`,
    });
  });
});

describe("a cell that waits for its turn", () => {
  it("is queued until the one before it has ended", async () => {
    const seen: unknown[] = [];
    const { kernel, idOf, status } = setUp(async () => {
      seen.push(status("artifact"));
      return promptOutput("Hello!");
    });
    const first = kernel.run(idOf("inference"));
    await Promise.all([first, kernel.run(idOf("artifact"))]);
    expect([...seen, status("artifact")]).toEqual(["queued", "done"]);
  });
});

describe("stopping", () => {
  it("keeps what an inference has generated", async () => {
    const { kernel, state, idOf } = setUp(async (_request, events, signal) => {
      events.onTextDelta({ text: "Once", tokenCount: 1 });
      kernel.stop();
      return promptOutput("Once", signal.aborted);
    });
    await kernel.run(idOf("inference"));
    expect(state(idOf("inference"))).toMatchObject({ status: "done", stopped: true });
  });

  it("empties the queue", async () => {
    const { kernel, seen } = setUp();
    const running = kernel.runAll();
    kernel.stop();
    await running;
    expect(seen).not.toContain("inference");
  });

  it("leaves a cell whose loading was cancelled as it was", async () => {
    const { kernel, state, idOf } = setUp(() => Promise.reject(new AppError("aborted", "Cancelled.")));
    await kernel.run(idOf("inference"));
    expect(state(idOf("inference"))).toBeUndefined();
  });
});

describe("failure", () => {
  it("keeps the text of a worker that died, and the next run works", async () => {
    let dies = true;
    const { kernel, state, idOf } = setUp(async (_request, events) => {
      events.onTextDelta({ text: "Half a", tokenCount: 2 });
      if (dies) throw new AppError("worker-died", "The worker died.");
      return promptOutput("Whole");
    });
    await kernel.run(idOf("inference"));
    expect(state(idOf("inference"))).toMatchObject({
      status: "failed",
      error: { code: "worker-died" },
      partial: "Half a",
    });
    dies = false;
    await kernel.run(idOf("inference"));
    expect(state(idOf("inference"))?.status).toBe("done");
  });

  it("names the cell that is missing above, and what to do", async () => {
    const { kernel, edit, state, idOf } = setUp();
    const model = idOf("model");
    edit((now) => deleteCells(now, [model]));
    await kernel.run(idOf("artifact"));
    expect(state(idOf("artifact"))).toMatchObject({
      status: "failed",
      error: {
        code: "missing-dependency",
        message:
          "The artifact cell needs a model cell above it, and there is none. Add a model cell above, or move one up.",
      },
    });
  });

  it("does not let two cells make an artifact of one name", async () => {
    const { kernel, edit, state, idOf } = setUp();
    const first = idOf("artifact");
    edit((now) => addCell(now, createCell({ type: "artifact" }, "second"), first));
    await kernel.runAll();
    expect(state(first)?.status).toBe("done");
    expect(state("second")).toMatchObject({
      status: "failed",
      error: {
        code: "name-taken",
        message: expect.stringMatching(/^Cell \d+ already makes an artifact named "phi3_mlflow_model"/),
      },
    });
  });

  it("goes when its cause is edited away", async () => {
    const { kernel, edit, state, idOf, notebook } = setUp();
    const inference = notebook().cells.find((c) => c.type === "inference") as Extract<
      Cell,
      { type: "inference" }
    >;
    edit((now) => updateCell(now, { ...inference, input: "{broken" }));
    await kernel.run(inference.id);
    expect(state(inference.id)).toMatchObject({ status: "failed", error: { code: "invalid-input" } });
    edit((now) => updateCell(now, inference));
    expect(state(idOf("inference"))).toBeUndefined();
  });
});

describe("restoring", () => {
  it("shows kept outputs as done, and as stale where they no longer hold", async () => {
    const first = setUp();
    await first.kernel.runAll();
    const runs = first.kernel.finishedRuns();
    const second = setUp();
    second.kernel.restore(runs);
    expect(second.status("signature")).toBe("done");
    second.edit((now) => dropCells(now, [second.idOf("wrapper")], now.cells.length));
    expect(second.status("signature")).toBe("stale");
  });
});
