import { expect, test } from "vitest";
import { hasManyMarks, withFewMarks } from "./combining-marks.ts";
import { isHeavyHtml } from "./heavy-html.ts";
import { isHeavyMarkdown } from "./heavy-markdown.ts";
import { isHeavySvg } from "./heavy-svg.ts";
import { shownOutputs } from "./shown-outputs.ts";

const MARK = "\u0301";
const few = `a${MARK.repeat(100)}b`;
const many = `a${MARK.repeat(50_000)}b`;

test("a hundred marks on a letter stay, and one sign stands for more", () => {
  expect([hasManyMarks(few), hasManyMarks(many)]).toEqual([false, true]);
  expect(withFewMarks(few)).toBe(few);
  expect(withFewMarks(many)).toBe(`a${MARK.repeat(100)}\uFFFDb`);
});

test.each([
  ["joiners", "\u200D"],
  ["direction marks", "\u200E"],
  ["escape sequences", "\u001B[0m"],
])("%s between them part no marks", (_, between) => {
  const parted = `a${(MARK.repeat(100) + between).repeat(50)}b`;
  expect(hasManyMarks(parted)).toBe(true);
  expect(withFewMarks(parted)).toBe(`a${MARK.repeat(100)}\uFFFDb`);
});

test("HTML, Markdown and pictures with more are not drawn, also where references stand for the marks", () => {
  const references = `a${"&#769;".repeat(101)}`;
  expect([many, references].map((text) => isHeavyHtml(`<p>${text}</p>`))).toEqual([true, true]);
  expect([many, references].map((text) => isHeavyMarkdown(text))).toEqual([true, true]);
  expect([many, references].map((text) => isHeavySvg(`<svg><text>${text}</text></svg>`))).toEqual([
    true,
    true,
  ]);
  expect([isHeavyHtml(few), isHeavyMarkdown(few), isHeavySvg(few)]).toEqual([false, false, false]);
});

test("outputs show a hundred of them", () => {
  expect(shownOutputs([{ output_type: "stream", name: "stdout", text: ["x\n", many] }])).toEqual([
    { type: "text", text: `x\n${withFewMarks(many)}`, isError: false },
  ]);
});
