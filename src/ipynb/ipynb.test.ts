import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";
import type { Notebook } from "#notebook/cell.ts";
import { createFromTemplate, TEMPLATE_IDS } from "#notebook/templates.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { readIpynb } from "./read-ipynb.ts";
import { ipynbText, writeIpynb } from "./write-ipynb.ts";

const context = { demoUrl: "https://example.org/models/phi3-demo/", folderOf: () => null };

function counting(prefix: string) {
  let count = 0;
  return () => `${prefix}-${++count}`;
}

function seed(name: string): string {
  return readFileSync(new URL(`testing/${name}.ipynb`, import.meta.url), "utf8");
}

function read(text: string) {
  return readIpynb(text, { fallbackTitle: "File", newId: counting("new") });
}

describe.each(TEMPLATE_IDS)("%s as .ipynb", (id) => {
  const notebook = createFromTemplate(id, counting("cell"));
  it("reads back as it was", () => {
    const opened = read(ipynbText(writeIpynb(notebook, {}, context)));
    expect({ ...opened.notebook, id, jupyter: undefined }).toEqual({ ...notebook, jupyter: undefined });
    expect(opened.notes).toEqual([]);
  });
  it("carries Python", () => {
    console.log(writeIpynb(notebook, {}, context).cells.map((c) => c.source.join("")).join("\n#-----\n"));
  });
});

describe("seed", () => {
  it.each(["option1", "option2"])("%s", (name) => {
    const opened = read(seed(name));
    console.log(JSON.stringify(opened.notebook.cells.map((c) => ({ ...c, jupyter: 0 })), null, 1), opened.notes);
  });
});
void defaultWrapper; void (0 as unknown as Notebook);
