import { expect, it } from "vitest";
import { imageUrl } from "./image-url.ts";
import { shownOutputs } from "./shown-outputs.ts";
import { terminalText } from "./terminal-text.ts";

const text = (shown: string, isError = false) => ({ type: "text", text: shown, isError });

it("shows each output for itself, and a stream that goes on as one", () => {
  expect(
    shownOutputs([
      { output_type: "stream", name: "stdout", text: ["a\n", "b"] },
      { output_type: "stream", name: "stdout", text: "c\n" },
      { output_type: "stream", name: "stderr", text: "w" },
      { output_type: "execute_result", data: { "text/plain": ["first"] }, metadata: {}, execution_count: 1 },
      { output_type: "display_data", data: { "text/plain": "second" }, metadata: {} },
      { output_type: "error", ename: "E", evalue: "v", traceback: ["\u001b[31mE\u001b[0m", "line"] },
      { output_type: "error", ename: "E", evalue: "v", traceback: [] },
      { output_type: "poem" },
    ]),
  ).toEqual([
    text("a\nbc\n"),
    text("w", true),
    text("first"),
    text("second"),
    text("\u001b[31mE\u001b[0m\nline", true),
    text("E: v", true),
  ]);
});

it("chooses the richest type that it can show", () => {
  const shown = (data: object, metadata = {}) =>
    shownOutputs([{ output_type: "display_data", data, metadata }])[0];
  const plain = { "text/plain": "plain" };
  expect(shown({ ...plain, "text/html": ["<b>", "x</b>"], "image/png": "AA==" })).toEqual({
    type: "html",
    text: "<b>x</b>",
    plain: "plain",
  });
  expect(shown({ ...plain, "image/png": "AA==\n" }, { "image/png": { width: 20, height: "x" } })).toEqual({
    type: "image",
    mime: "image/png",
    data: "AA==\n",
    plain: "plain",
    width: 20,
    height: null,
  });
  expect(shown({ ...plain, "text/markdown": "*m*" })).toEqual({
    type: "markdown",
    text: "*m*",
    plain: "plain",
  });
  expect(shown({ ...plain, "text/latex": "$x$" })).toEqual(text("$x$"));
  expect(shown({ ...plain, "application/json": { a: [Number.NaN] } })).toEqual({
    type: "json",
    text: '{\n  "a": [\n    "NaN"\n  ]\n}',
  });
  expect(shown({ ...plain, "application/vnd.jupyter.widget-view+json": {} })).toEqual(text("plain"));
  expect(shown({ "application/x-own": "1" })).toEqual({ type: "unknown", mimes: ["application/x-own"] });
});

it("gives images addresses of their own", () => {
  expect(imageUrl("image/png", "AA\n==")).toBe("data:image/png;base64,AA==");
  expect(imageUrl("image/svg+xml", '<svg a="#é"/>')).toBe(
    "data:image/svg+xml;charset=utf-8,%3Csvg%20a%3D%22%23%C3%A9%22%2F%3E",
  );
});

it.each([
  ["10%\r50%\r100%\n", "100%\n"],
  ["abc\rX\n", "Xbc\n"],
  ["1/3\b\b\b2/3", "2/3"],
  ["\u001b[32mok\u001b[0m\r\u001b[31mno", "\u001b[0m\u001b[31mno"],
  ["win\r\ndows\r\r\n", "win\ndows\n"],
])("overwrites as a terminal does: %j", (written, seen) => {
  expect(terminalText(written)).toBe(seen);
});

it("an SVG that would freeze the page gives way to another picture, or to what it is called", () => {
  const svg = "<g>".repeat(5000);
  const bundle = { output_type: "display_data", metadata: {} };
  expect(shownOutputs([{ ...bundle, data: { "image/svg+xml": svg, "image/png": "AA==" } }])).toMatchObject([
    { type: "image", mime: "image/png" },
  ]);
  expect(shownOutputs([{ ...bundle, data: { "image/svg+xml": [svg] } }])).toEqual([
    { type: "unknown", mimes: ["image/svg+xml"] },
  ]);
});

it("HTML that would freeze the page gives way to its plain text", () => {
  const html = ["<table><tr>", "<td colspan=1000>".repeat(4000)];
  expect(
    shownOutputs([
      { output_type: "display_data", metadata: {}, data: { "text/html": html, "text/plain": "a table" } },
    ]),
  ).toEqual([{ type: "text", text: "a table", isError: false }]);
});
