import { describe, expect, it } from "vitest";
import { english, message } from "#base/message.ts";
import { fingerprintOf } from "#kernel/fingerprint.ts";
import type { CellRun } from "#kernel/cell-run.ts";
import type { PublishRequest } from "#registry/registry-port.ts";
import { fakeRegistry, promptOutput } from "#kernel/testing/fake-platform.ts";
import { signatureOf } from "#mlflow/model-signature.ts";
import type { Cell } from "#cells/cell.ts";
import type { JupyterJson } from "#cells/cell-base.ts";
import type { Notebook } from "#notebook/cell.ts";
import { savedAttachments } from "#notebook/saved-attachments.ts";
import { savedOutputs } from "#notebook/saved.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { OUR_KEY } from "./nbformat.ts";
import { readIpynb } from "./read-ipynb.ts";
import { counting, everything, template } from "./testing/notebooks.ts";
import { writeIpynb } from "./write-ipynb.ts";

const context = { demoUrl: "https://example.org/models/phi3-demo/", folderOf: () => null };

function read(text: string) {
  return readIpynb(text, { fallbackTitle: "File", newId: counting("new") });
}

function parsed(text: string): {
  readonly cells: readonly {
    readonly metadata: JupyterJson;
    readonly source: readonly string[];
    readonly outputs?: unknown;
  }[];
} {
  return JSON.parse(text);
}

/** A cell with its original JSON, whether or not it was read from a file. */
function content({ jupyter, ...cell }: Cell) {
  const whole = { ...cell, jupyter } as Cell;
  const json = jupyter?.json === undefined ? {} : JSON.parse(jupyter.json);
  const { [OUR_KEY]: _ours, ...metadata } = json.metadata ?? jupyter?.metadata ?? {};
  return [
    cell,
    metadata,
    savedOutputs(whole),
    jupyter?.executionCount ?? json.execution_count ?? null,
    savedAttachments(whole),
  ];
}

function runOf(notebook: Notebook, id: string, output: CellRun["output"]): CellRun {
  return { output, fingerprint: fingerprintOf(notebook, id), elapsedMs: 5, stopped: false };
}

describe("a title", () => {
  it.each([
    [{ phi3_mlflow_notebook: { format: 1, title: "Phi\u202E-3" } }, "# x", "Phi-3"],
    [{}, `# ${"x".repeat(1e6)}`, `${"x".repeat(300)}…`],
  ])("can neither turn the page's lines around nor fill the page", (metadata, source, title) => {
    const cells = [{ cell_type: "markdown", metadata: {}, source }];
    const opened = readIpynb(JSON.stringify({ cells, metadata, nbformat: 4, nbformat_minor: 4 }), {
      fallbackTitle: "",
      newId: () => "id",
    });
    expect(opened.notebook.title).toBe(title);
  });
});

describe("a saved .ipynb", () => {
  it.each([template("option1-transformers"), template("option2-pyfunc"), everything])(
    "reads back as it was: $title",
    (notebook) => {
      const text = writeIpynb(notebook, new Map(), context);
      const { notebook: opened, notes } = read(text);
      expect([opened.title, opened.cells.map(content)]).toEqual([
        notebook.title,
        notebook.cells.map(content),
      ]);
      expect(writeIpynb(opened, new Map(), context)).toBe(text);
      const { [OUR_KEY]: _ours, ...metadata } = JSON.parse(text).metadata;
      expect(metadata).toEqual(
        notebook.jupyter
          ? JSON.parse(notebook.jupyter.json).metadata
          : {
              kernelspec: { display_name: "Python 3", language: "python", name: "python3" },
              language_info: { name: "python" },
            },
      );
      expect(notes).toEqual([]);
    },
  );

  it("keeps the versions of a chat, and each token's probabilities and times", () => {
    const notebook = template("option2-pyfunc");
    const cells = notebook.cells.map((cell): Cell => {
      if (cell.type !== "inference") return cell;
      const thread = [
        { role: "user", content: "Spain?" },
        { role: "assistant", content: "Madrid." },
      ];
      const chat = {
        threads: [thread],
        chosen: { answer: "Madrid.", over: null },
        draft: "And",
        edits: { 0: "France?" },
      };
      return { ...cell, chat, keepsProbabilities: true, seed: 7 };
    });
    const chatting = { ...notebook, cells };
    const { id } = cells.find(({ type }) => type === "inference") as Cell;
    const plain = promptOutput("Hello!");
    const output = {
      ...plain,
      tokens: [
        {
          tokenId: 7,
          text: " Hello",
          logProbability: -0.25,
          alternatives: [{ tokenId: 8, text: "no chance", logProbability: Number.NEGATIVE_INFINITY }],
        },
      ],
      metrics: { ...plain.metrics, tokenTimesMs: [10, 20.5], lengthLimit: 300 },
    };
    const run = { type: "inference", output, input: "{}", warnings: ["Dropped."] } as const;
    const runs = new Map([[id, runOf(chatting, id, run)]]);
    const opened = read(writeIpynb(chatting, runs, context));
    expect(opened.notebook.cells.map(({ jupyter: _jupyter, ...cell }) => cell)).toEqual(cells);
    expect(opened.runs).toEqual(runs);
  });

  it("keeps the finished outputs, for this page and for Jupyter", () => {
    const notebook = template("option2-pyfunc");
    const [signature, inference] = notebook.cells.filter(({ type }) =>
      ["signature", "inference"].includes(type),
    ) as [Cell, Cell];
    const runs = new Map([
      [
        signature.id,
        runOf(notebook, signature.id, {
          type: "signature",
          signature: signatureOf(defaultWrapper("pyfunc")),
        }),
      ],
      [inference.id, runOf(notebook, inference.id, { type: "inference", output: promptOutput("Hello!") })],
    ]);
    const written = writeIpynb(notebook, runs, context);
    const opened = read(written);
    expect(opened.runs).toEqual(runs);
    expect(writeIpynb(opened.notebook, opened.runs, context)).toBe(written);
    expect(
      parsed(written)
        .cells.slice(notebook.cells.indexOf(signature))
        .slice(0, 2)
        .map(({ outputs }) => outputs),
    ).toEqual([
      [
        {
          output_type: "execute_result",
          execution_count: null,
          metadata: {},
          data: {
            "text/plain": [
              "inputs: \n",
              "  ['prompt': string (required)]\n",
              "outputs: \n",
              "  [string (required)]\n",
              "params: \n",
              "  None",
            ],
          },
        },
      ],
      [{ output_type: "stream", name: "stdout", text: ["Hello!\n"] }],
    ]);
  });

  it("keeps where a model was registered, and takes no address in it that is none of a server", async () => {
    const notebook = { ...everything, cells: everything.cells.slice(-1) };
    const publication = await fakeRegistry().publish(
      { server: { url: "http://localhost:5000", user: "me", secret: "s3cret" } } as PublishRequest,
      () => undefined,
      new AbortController().signal,
    );
    const runs = new Map([["register", runOf(notebook, "register", { type: "register", publication })]]);
    const text = writeIpynb(notebook, runs, context);
    expect(read(text).runs).toEqual(runs);
    expect(text).not.toContain("s3cret");
    // It becomes the prefix of links.
    const changed = text.replace('"serverUrl": "http:', '"serverUrl": "javascript:');
    expect(read(changed)).toMatchObject({
      runs: new Map(),
      notes: [message`The kept output of ${message`cell ${1}`} is damaged: run the cell again.`],
    });
  });

  it("keeps option 1's chat signature, with its nested types", () => {
    const notebook = template("option1-transformers");
    const cell = notebook.cells.find(({ type }) => type === "signature") as Cell;
    const output = { type: "signature", signature: signatureOf(defaultWrapper("transformers")) } as const;
    const runs = new Map([[cell.id, runOf(notebook, cell.id, output)]]);
    expect(read(writeIpynb(notebook, runs, context)).runs).toEqual(runs);
  });

  it("whose Python was changed in Jupyter keeps the change in a code cell, and says so", () => {
    const written = parsed(writeIpynb(template("option1-transformers"), new Map(), context));
    const cells = written.cells.map((cell) =>
      cell.metadata[OUR_KEY] && cell.source.join("").includes("model_config = {")
        ? { ...cell, source: ["model_config = None"] }
        : cell,
    );
    const { notebook, notes } = read(JSON.stringify({ ...written, cells }));
    const at = notebook.cells.findIndex((cell) => cell.type === "code");
    expect(notebook.cells.slice(at - 1, at + 1).map(({ jupyter: _jupyter, ...cell }) => cell)).toEqual([
      { id: "cell-5", type: "wrapper", wrapper: { form: defaultWrapper("transformers"), editedCode: null } },
      { id: "new-1", type: "code", kind: "python", source: "model_config = None" },
    ]);
    expect(notes.map(english)).toEqual([
      "The Python of cell 5 was changed outside this page: the cell is as it was saved, and the changed Python stands below it as a code cell.",
    ]);
  });

  it("with a damaged output opens without it, and says so", () => {
    const notebook = template("option2-pyfunc");
    const id = notebook.cells.find(({ type }) => type === "inference")?.id ?? "";
    const runs = new Map([[id, runOf(notebook, id, { type: "inference", output: promptOutput("Hello!") })]]);
    const text = writeIpynb(notebook, runs, context).replace('"tokenIds": [', '"tokenIds": ["x", ');
    expect(read(text)).toMatchObject({
      runs: new Map(),
      notes: [message`The kept output of ${message`cell ${10}`} is damaged: run the cell again.`],
    });
  });
});

describe("a file that is no notebook", () => {
  it.each([
    [
      "{",
      "A notebook (.ipynb) is JSON; found JSON with a fault in line 1, column 2. Nothing was opened; the file is as it was.",
    ],
    [
      "<!doctype html>",
      "A notebook (.ipynb) is JSON; found a web page (HTML). Nothing was opened; the file is as it was.",
    ],
    ["[]", "the file should be an object; found a list."],
    [
      '{"nbformat": 4, "nbformat_minor": "5", "cells": []}',
      'should be a whole number as nbformat_minor; found "5"',
    ],
    [
      '{"nbformat": 3}',
      "should be a notebook of nbformat 4; found nbformat 3. Open it in Jupyter and save it again",
    ],
    ['{"nbformat": 4}', "should be a list of cells; found nothing."],
    [
      '{"nbformat": 4, "cells": [{"cell_type": "code"}]}',
      "cell 1 should be a source that is text; found nothing.",
    ],
    [
      '{"nbformat": 4, "cells": [{"cell_type": "code", "id": {}, "source": ""}]}',
      "cell 1 should be an id that is text; found object.",
    ],
    [
      '{"nbformat": 4, "cells": [{"cell_type": "poem", "source": ""}]}',
      'cell 1 should be a cell_type "markdown", "code" or "raw"; found "poem".',
    ],
    [
      `{"nbformat": 4, "metadata": {"${OUR_KEY}": {"format": 99}}, "cells": []}`,
      "should be a notebook of this page's format 1; found format 99.",
    ],
    [
      `{"nbformat": 4, "cells": [{"cell_type": "code", "source": "", "metadata": {"${OUR_KEY}": {"cell": {"type": "poem"}}}}]}`,
      'cell 1 should be a cell type of this version; found "poem".',
    ],
  ])("is refused with the place: %s", (text, says) => {
    expect(() => read(text)).toThrow(says);
  });
});
