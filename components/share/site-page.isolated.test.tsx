import { renderToStaticMarkup } from "react-dom/server";
import { expect, test, vi } from "vitest";
import { createCell } from "#cells/cell.ts";
import type { CellState } from "#kernel/cell-state.ts";
import { promptOutput } from "#kernel/testing/fake-platform.ts";
import { SitePage } from "./site-page.tsx";

// It needs a browser's window.
vi.mock("#components/cells/outputs/sanitise-html.ts", () => ({ sanitisedHtml: () => null }));

test("a site's page has a notebook's texts and outputs, without forms, code and HTML of others", () => {
  const cells = [
    createCell(
      { type: "markdown", source: "Some *text* <script>alert(1)</script> [a](javascript:alert(1))" },
      "1",
    ),
    createCell({ type: "wrapper" }, "2"),
    createCell(
      { type: "inference", input: '{"messages": [{"role": "user", "content": "<b>Who?</b>"}]}' },
      "3",
    ),
    createCell({ type: "code", source: "print('secret source')" }, "4"),
  ];
  const output = promptOutput("Nobody.");
  const states = new Map<string, CellState>([
    [
      "3",
      {
        status: "done",
        output: {
          type: "inference",
          output,
          input: '{"messages": [{"role": "user", "content": "<b>Who?</b>"}]}',
        },
        elapsedMs: 1,
        stopped: false,
      },
    ],
  ]);
  const html = renderToStaticMarkup(
    <SitePage notebook={{ id: "n", title: "Mine & yours", cells }} states={states} templates={new Map()} />,
  );
  expect(html).toContain("<h1>Mine &amp; yours</h1>");
  expect(html).toContain("<em>text</em>");
  expect(html).toContain("<dt>You</dt><dd>&lt;b&gt;Who?&lt;/b&gt;</dd><dt>Model</dt><dd>Nobody.</dd>");
  for (const never of ["<script", "javascript:", "secret source", "import mlflow"])
    expect(html).not.toContain(never);
});

test("a page has one title: the notebook's own heading, or its name", () => {
  const titles = (source: string) => {
    const cells = [createCell({ type: "markdown", source }, "1")];
    const html = renderToStaticMarkup(
      <SitePage notebook={{ id: "n", title: "File name", cells }} states={new Map()} templates={new Map()} />,
    );
    return html.match(/(?<=<h1>).*?(?=<\/h1>)/g);
  };
  expect(titles("Intro\n\n# The heading")).toEqual(["The heading"]);
  expect(titles("The heading\n===")).toEqual(["The heading"]);
  expect(titles("```sh\n# a comment\n```")).toEqual(["File name"]);
});
