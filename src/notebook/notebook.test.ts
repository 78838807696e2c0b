import { describe, expect, it } from "vitest";
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { Cell } from "#cells/cell.ts";
import type { Notebook } from "./cell.ts";
import { createCell } from "#cells/cell.ts";
import { requireUpstream, runsWithOthers, upstreamOf } from "./dependencies.ts";
import {
  addCell,
  changeType,
  deleteCells,
  duplicateCells,
  insertCells,
  mergeCells,
  splitCell,
  updateCell,
} from "./edits.ts";
import { dropCells } from "./move-cells.ts";
import { parseNotebook, toJson } from "./parse-notebook.ts";
import { readStored } from "#base/read-stored.ts";
import { wrapperSchema } from "#wrapper/wrapper-schema.ts";
import { createFromTemplate, TEMPLATE_IDS } from "./templates.ts";

function textCell(id: string): Cell {
  return { id, type: "markdown", source: id };
}

const abc: Notebook = { id: "n", title: "N", cells: ["a", "b", "c"].map(textCell) };
const ids = (notebook: Notebook) => notebook.cells.map((cell) => cell.id).join("");

describe("edits", () => {
  it("add a cell after another, or at the top", () => {
    expect([ids(addCell(abc, textCell("x"), "a")), ids(addCell(abc, textCell("x"), null))]).toEqual([
      "axbc",
      "xabc",
    ]);
  });

  it("move a cell, and stop at the ends", () => {
    expect([ids(dropCells(abc, ["a"], 9)), ids(dropCells(abc, ["c"], 0))]).toEqual(["bca", "cab"]);
  });

  it("duplicate cells, and delete one", () => {
    const newIds = ["x", "y"];
    const duplicated = duplicateCells(abc, ["a", "b"], () => newIds.shift() ?? "none");
    expect([ids(duplicated), ids(deleteCells(abc, ["b"]))]).toEqual(["abxyc", "ac"]);
  });

  it("give the same document where nothing changes", () => {
    expect(
      [updateCell(abc, textCell("unknown")), deleteCells(abc, ["unknown"]), dropCells(abc, ["c"], 9)].every(
        (notebook) => notebook === abc,
      ),
    ).toBe(true);
  });
});

describe("edits of several cells", () => {
  it("insert below a cell or at the top, and delete together", () => {
    const xy = ["x", "y"].map(textCell);
    expect([
      ids(insertCells(abc, xy, "a")),
      ids(insertCells(abc, xy, null)),
      ids(deleteCells(abc, ["a", "c"])),
    ]).toEqual(["axybc", "xyabc", "b"]);
  });

  it("merge texts in the document's order, with an empty line between", () => {
    expect(mergeCells(abc, ["c", "b"]).cells).toEqual([
      textCell("a"),
      { id: "b", type: "markdown", source: "b\n\nc" },
    ]);
  });

  it("merge nothing with a cell that is no text", () => {
    const notebook = addCell(abc, createCell({ type: "model" }, "m"), "a");
    expect(mergeCells(notebook, ["a", "m"])).toBe(notebook);
  });

  it("split a text at the caret, without the line ends there", () => {
    const notebook = { ...abc, cells: [{ id: "a", type: "markdown", source: "one\n\ntwo" } as const] };
    expect(splitCell(notebook, "a", 4, "new").cells).toEqual([
      { id: "a", type: "markdown", source: "one" },
      { id: "new", type: "markdown", source: "two" },
    ]);
  });

  it("make code of text and text of code, without what Jupyter gave for the code", () => {
    const code: Cell = { id: "k", type: "code", kind: "python", source: "1", jupyter: { executionCount: 1 } };
    const notebook = addCell(abc, code, "c");
    expect(changeType(notebook, ["a", "k"], "code").cells).toEqual([
      { id: "a", type: "code", kind: "python", source: "a" },
      textCell("b"),
      textCell("c"),
      code,
    ]);
    expect(changeType(notebook, ["k"], "markdown").cells.at(-1)).toEqual({
      id: "k",
      type: "markdown",
      source: "1",
    });
    expect(changeType(notebook, ["b"], "markdown")).toBe(notebook);
  });
});

describe("dependencies", () => {
  const cells = (
    [
      ["m1", "model"],
      ["w1", "wrapper"],
      ["w2", "wrapper"],
      ["s", "signature"],
      ["m2", "model"],
      ["i", "inference"],
    ] as const
  ).map(([id, type]) => createCell({ type }, id));
  const notebook: Notebook = { id: "n", title: "N", cells };

  it("are the nearest cells above of the types that a cell needs", () => {
    expect(["m1", "w1", "s", "i"].map((id) => upstreamOf(notebook, id))).toEqual([
      {},
      {},
      { wrapper: "w2" },
      { model: "m2", wrapper: "w2" },
    ]);
  });

  it("that are missing are named, with what to do", () => {
    const alone: Notebook = { ...notebook, cells: cells.slice(3, 4) };
    expect(() => requireUpstream(alone, cells[3] as Cell)).toThrow(
      "The signature cell needs a wrapper cell above it, and there is none. Add a wrapper cell above, or move one up.",
    );
  });
});

describe("the stored form", () => {
  it.each(TEMPLATE_IDS)("of %s reads back as it was", (template) => {
    let count = 0;
    const notebook = createFromTemplate(template, () => `cell-${count++}`);
    expect(parseNotebook(JSON.parse(JSON.stringify(toJson(notebook))))).toEqual(notebook);
  });

  it.each(["current", "mid-2025", "mid-2024"] as const)("keeps a wrapper of %s", (profile) => {
    const form = { ...defaultWrapper("pyfunc", profile), modelFromCode: true };
    expect(readStored(wrapperSchema, JSON.parse(JSON.stringify(form)), "form")).toEqual(form);
    // The form of documents from before models from code.
    const older = defaultWrapper("pyfunc", profile);
    expect(readStored(wrapperSchema, JSON.parse(JSON.stringify(older)), "form")).toEqual(older);
  });

  it("keeps a reference to the hub", () => {
    const form = {
      ...defaultWrapper("transformers"),
      reference: { repository: "me/phi", commit: "0123456789".repeat(4) },
    };
    expect(readStored(wrapperSchema, JSON.parse(JSON.stringify(form)), "form")).toEqual(form);
  });

  it("names the profiles that there are", () => {
    const form = { ...defaultWrapper("pyfunc"), profile: "mid-2030" };
    expect(() => readStored(wrapperSchema, form, "form")).toThrow(
      'form: profile should be one of current, mid-2025, mid-2024; found "mid-2030".',
    );
  });

  it.each([
    [null, "The stored notebook cannot be read: the document should be an object; found null."],
    [{ format: 2 }, "The stored notebook cannot be read: the document's format should be format 1; found 2."],
    [
      { format: 1, id: "x", title: "x", cells: [{ id: "a", type: "poem" }] },
      'The stored notebook cannot be read: cell 1 should be a cell type of this version; found "poem".',
    ],
    [
      { format: 1, id: "x", title: "x", cells: [textCell("a"), textCell("a")] },
      "The stored notebook cannot be read: cells should be a different id for each cell; found the same id twice.",
    ],
  ])("that is damaged is refused with the place: %j", (stored, message) => {
    expect(() => parseNotebook(stored)).toThrow(message);
  });
});

it("all cells that run do so with others, but for what sends to a server", () => {
  const types = [
    "markdown",
    "code",
    "model",
    "wrapper",
    "signature",
    "artifact",
    "inference",
    "register",
    "deploy",
  ] as const;
  expect(types.filter((type) => runsWithOthers(createCell({ type }, type)))).toEqual([
    "code",
    "model",
    "wrapper",
    "signature",
    "artifact",
    "inference",
    "deploy",
  ]);
});
