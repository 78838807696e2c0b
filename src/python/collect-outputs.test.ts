import { expect, test } from "vitest";
import { MOST_OUTPUTS, OutputCollector } from "./collect-outputs.ts";
import type { PythonEvent } from "./python-port.ts";

function outputsOf(...events: PythonEvent[]) {
  const collector = new OutputCollector();
  for (const event of events) collector.take(event);
  return collector.outputs;
}

const out = (text: string): PythonEvent => ({ kind: "stream", name: "stdout", text });
const display = (text: string, displayId?: string, type = "display_data"): PythonEvent => ({
  kind: "output",
  output: {
    output_type: type,
    data: { "text/plain": text },
    metadata: {},
    ...(displayId !== undefined && { transient: { display_id: displayId } }),
  },
});

test("text of one stream goes on until something else comes between", () => {
  expect(outputsOf(out("a"), out("b\n"), { kind: "stream", name: "stderr", text: "c" }, out("d"))).toEqual([
    { output_type: "stream", name: "stdout", text: "ab\n" },
    { output_type: "stream", name: "stderr", text: "c" },
    { output_type: "stream", name: "stdout", text: "d" },
  ]);
});

test("clear_output clears at once, or when the next output comes", () => {
  expect(outputsOf(out("a"), { kind: "clear", wait: false })).toEqual([]);
  expect(outputsOf(out("a"), { kind: "clear", wait: true })).toEqual([
    { output_type: "stream", name: "stdout", text: "a" },
  ]);
  expect(outputsOf(out("a"), { kind: "clear", wait: true }, out("b"))).toEqual([
    { output_type: "stream", name: "stdout", text: "b" },
  ]);
});

test("a display is updated in its place, again and again, and keeps its id to itself", () => {
  expect(
    outputsOf(
      display("first", "x"),
      display("second"),
      display("new", "x", "update_display_data"),
      display("newer", "x", "update_display_data"),
      display("of no one", "y", "update_display_data"),
    ),
  ).toEqual([
    { output_type: "display_data", data: { "text/plain": "newer" }, metadata: {} },
    { output_type: "display_data", data: { "text/plain": "second" }, metadata: {} },
  ]);
});

test("of very many outputs the first are kept, and the last says so", () => {
  const outputs = outputsOf(...Array.from({ length: MOST_OUTPUTS + 5 }, () => display("x")), out("y"));
  expect(outputs).toHaveLength(MOST_OUTPUTS + 1);
  expect(outputs.at(-1)).toEqual({
    output_type: "stream",
    name: "stderr",
    text: "The cell has given 1000 outputs. Further ones are not shown.\n",
  });
});
