import { expect, test } from "vitest";
import { OutputLimits } from "./output-limits.ts";
import type { PythonEvent } from "./python-port.ts";

type OutputEvent = Extract<PythonEvent, { readonly kind: "output" }>;

const display = (type = "display_data"): OutputEvent => ({
  kind: "output",
  output: { output_type: type, data: { "text/plain": "x" }, metadata: {} },
});
const textsOf = (events: readonly PythonEvent[]): string[] =>
  events.map((event) => (event.kind === "stream" ? event.text : event.kind));

test("of what a cell writes, ten million characters are shown, and then a note", () => {
  const limits = new OutputLimits();
  expect(textsOf(limits.written("stdout", "x".repeat(9_999_999)))).toHaveLength(1);
  expect(textsOf(limits.written("stderr", "yz"))).toEqual([
    "y",
    "\nThe cell has written 10000000 characters. What it writes further is not shown.\n",
  ]);
  expect(limits.written("stdout", "z")).toEqual([]);
  limits.clear();
  expect(textsOf(limits.written("stdout", "z"))).toEqual(["z"]);
});

test("the note comes too where the limit is the end of a text", () => {
  const limits = new OutputLimits();
  expect(limits.written("stdout", "x".repeat(10_000_000))).toHaveLength(1);
  expect(textsOf(limits.written("stdout", "y"))).toEqual([
    "\nThe cell has written 10000000 characters. What it writes further is not shown.\n",
  ]);
  expect(limits.written("stdout", "z")).toEqual([]);
});

test("of what it shows, fifty million characters are shown, and then one note; clearing makes room", () => {
  const limits = new OutputLimits();
  expect(textsOf(limits.shown(display(), 30_000_000))).toEqual(["output"]);
  expect(textsOf(limits.shown(display("execute_result"), 30_000_000))).toEqual([
    "The cell's outputs have more than 50000000 characters. The following ones are not shown.\n",
  ]);
  expect(limits.shown(display(), 30_000_000)).toEqual([]);
  expect(textsOf(limits.shown(display(), 1000))).toEqual(["output"]);
  limits.clear();
  expect(textsOf(limits.shown(display(), 30_000_000))).toEqual(["output"]);
});

test("an exception is always told, at least its beginning", () => {
  const error: OutputEvent = {
    kind: "output",
    output: { output_type: "error", ename: "E", evalue: "x".repeat(20_000), traceback: ["x"] },
  };
  const [told] = new OutputLimits().shown(error, 60_000_000);
  const start = "x".repeat(10_000);
  expect(told).toEqual({
    kind: "output",
    output: { output_type: "error", ename: "E", evalue: start, traceback: [`E: ${start}…`] },
  });
});

test("a thousand outputs are shown, and every update of one", () => {
  const limits = new OutputLimits();
  const updates = Array.from({ length: 3000 }, () => limits.shown(display("update_display_data"), 100_000));
  expect(updates.flat()).toHaveLength(3000);
  const displays = Array.from({ length: 3000 }, () => limits.shown(display(), 10));
  // With one more, of which the page says that there are too many.
  expect(displays.flat()).toHaveLength(1001);
});
