import { expect, it, vi } from "vitest";
import type { Cell } from "#cells/cell.ts";
import type { Notebook } from "#notebook/cell.ts";
import type { SyncStorage } from "./unsaved-edits.ts";
import { UndoSteps } from "./undo-steps.ts";

function session(): SyncStorage & { readonly written: Map<string, string> } {
  const written = new Map<string, string>();
  return {
    written,
    length: 0,
    key: () => null,
    getItem: (key) => written.get(key) ?? null,
    setItem: (key, value) => void written.set(key, value),
    removeItem: (key) => void written.delete(key),
  };
}

const notebook = (id: string, source: string): Notebook => ({
  id,
  title: id,
  cells: [{ id: "c", type: "markdown", source } satisfies Cell],
});

it("the steps of a small notebook outlive a reload; those of a large one are not written at all", () => {
  for (const [length, isKept] of [
    [10, true],
    [1_000_001, false],
  ] as const) {
    const kept = session();
    const now = notebook("n", "x".repeat(length));
    const steps = new UndoSteps(() => 0, kept);
    steps.record(notebook("n", "before"), null);
    const stringify = vi.spyOn(JSON, "stringify");
    steps.keep(now);
    expect([kept.written.size > 0, stringify.mock.calls.length > 0]).toEqual([isKept, isKept]);
    stringify.mockRestore();
    const next = new UndoSteps(() => 0, kept);
    next.change(null, now);
    expect(next.can.canUndo).toBe(isKept);
  }
});

it("a notebook that opens first is compared with none", () => {
  const steps = new UndoSteps(() => 0, session());
  const stringify = vi.spyOn(JSON, "stringify");
  steps.change(notebook("a", "x"), notebook("b", "y"));
  expect(stringify).not.toHaveBeenCalled();
  stringify.mockRestore();
});
