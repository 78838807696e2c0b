import { expect, test } from "vitest";
import { OutputCollector } from "./collect-outputs.ts";
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
