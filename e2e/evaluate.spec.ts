import { readFile } from "node:fs/promises";
import type { Locator } from "@playwright/test";
import { expectNoColorViolations, expectNoViolations } from "./axe.ts";
import type { NotebookPage } from "./notebook-page.ts";
import { expect, test } from "./shared-page.ts";

async function addEvaluateCell(notebook: NotebookPage): Promise<Locator> {
  await notebook.add("Evaluate", await notebook.cells().count());
  return notebook.cell("Evaluate");
}

/** The rows of the results, as they read. */
async function results(cell: Locator): Promise<string[][]> {
  const rows = cell.getByRole("region", { name: /^Rows,/ }).getByRole("row");
  return rows.evaluateAll((all) =>
    all.slice(1).map((row) => [...row.querySelectorAll("td")].map(({ innerText }) => innerText.trim())),
  );
}

/** As a spreadsheet puts cells on the clipboard. */
async function paste(field: Locator, text: string): Promise<void> {
  await field.evaluate((element, pasted) => {
    const clipboardData = new DataTransfer();
    clipboardData.setData("text/plain", pasted);
    element.dispatchEvent(new ClipboardEvent("paste", { clipboardData, bubbles: true, cancelable: true }));
  }, text);
}

test("a table of questions is asked, the answers are checked, and the results are saved and kept", async ({
  notebook,
  page,
}) => {
  const cell = await addEvaluateCell(notebook);
  await paste(
    cell.getByLabel("prompt, row 2"),
    "What is the capital of France?\tLondon\nWhat is the capital of Italy?\t",
  );
  await expect(cell.getByLabel("expected, row 2")).toHaveValue("London");
  await notebook.run(cell);
  await notebook.expectStatus(cell, "done");
  for (const type of ["Model", "Wrapper"] as const) await notebook.expectStatus(notebook.cell(type), "done");

  const rows = await results(cell);
  expect(
    rows.map(([prompt, expected, answer, verdict]) => [
      prompt,
      expected,
      /Madrid|Paris|Rome/.exec(answer ?? "")?.[0],
      verdict,
    ]),
  ).toEqual([
    ["What is the capital of Spain?", "Madrid", "Madrid", "Passed"],
    ["What is the capital of France?", "London", "Paris", "Failed"],
    ["What is the capital of Italy?", "", "Rome", "Not checked"],
  ]);
  const totals = cell.getByLabel("Totals");
  await expect(totals).toContainText("3 of 3");
  await expect(totals).toContainText("1 of 2 (50%)");

  const [download] = await Promise.all([
    page.waitForEvent("download"),
    cell.getByRole("button", { name: "CSV" }).click(),
  ]);
  expect(download.suggestedFilename()).toBe("evaluation.csv");
  const csv = await readFile(await download.path(), "utf8");
  expect(csv.split("\n")[0]).toBe(
    "prompt,expected,output,prompt_tokens,completion_tokens,contains,time_ms,error",
  );
  expect(csv).toContain(`What is the capital of Spain?,Madrid,${rows[0]?.[2]},`);

  await expectNoViolations(page);
  await page.emulateMedia({ colorScheme: "dark" });
  await expectNoColorViolations(page);
  await notebook.saveNow();
  await notebook.reload();
  await notebook.expectStatus(cell, "done");
  await expect.poll(() => results(cell)).toEqual(rows);
});

test("a table is imported from a file, and Stop keeps the rows that are answered", async ({ notebook }) => {
  const cell = await addEvaluateCell(notebook);
  await cell.getByText("Import a table").click();
  const text = cell.getByLabel("Table as CSV, tab-separated text or JSON Lines");
  await text.fill('{"prompt": "Spain?"}\n{"prompt": ');
  await cell.getByRole("button", { name: "Replace the table" }).click();
  await expect(cell.getByRole("alert")).toContainText("Line 2 is not valid JSON.");
  // More than are answered before Stop is pressed.
  await cell.getByLabel(/^CSV or JSON Lines file/).setInputFiles({
    name: "questions.csv",
    mimeType: "text/csv",
    buffer: Buffer.from(`prompt,expected\n${"What is the capital of Spain?,Madrid\n".repeat(1000)}`),
  });
  await expect(cell).toContainText("Rows 1 to 20 of 1,000");
  await cell.getByRole("button", { name: "Next rows" }).click();
  await expect(cell.getByLabel("prompt, row 40")).toHaveValue("What is the capital of Spain?");

  await cell.getByRole("button", { name: "Run", exact: true }).click();
  await expect(cell.getByLabel("Totals")).toContainText("of 1,000");
  await cell.getByRole("button", { name: "Stop", exact: true }).click();
  await notebook.expectStatus(cell, "done");
  await expect(cell).toContainText(/Stopped after [\d,]+ of 1,000 rows\. Their answers are kept\./);
  expect((await results(cell))[0]?.slice(0, 4)).toEqual([
    "What is the capital of Spain?",
    "Madrid",
    "The capital of Spain is Madrid.",
    "Passed",
  ]);
});

test("the results stand beside those of the other runtime", async ({ notebook }) => {
  const cell = await addEvaluateCell(notebook);
  await notebook.run(cell);
  await notebook.expectStatus(cell, "done");
  await cell.getByRole("tab", { name: "Compare" }).click();
  await expect(cell).toContainText("No other Evaluate cell has results.");
  await cell.getByRole("button", { name: "Add a cell that runs the same on the other runtime" }).click();
  await notebook.expectStatus(notebook.cell("Evaluate", 1), "done");
  await expect(cell).toContainText("0 of 3 answers differ. 0 rows pass here only, 0 there only.");
  const metrics = cell.getByRole("region", { name: /^Metrics,/ });
  await expect(metrics.getByRole("row", { name: "contains/mean 1 1" })).toBeVisible();
});

test("the plot, a check in Python and the form for a server can be used on a phone, and by everyone", async ({
  notebook,
  page,
}) => {
  const cell = await addEvaluateCell(notebook);
  await cell.getByLabel("Check", { exact: true }).selectOption("Python");
  await expect(cell.getByLabel("Expected", { exact: true })).toHaveValue('row["expected"] in answer');
  await notebook.run(cell);
  await notebook.expectStatus(cell, "done", 120_000);
  expect((await results(cell)).map((row) => row[3])).toEqual(["Passed", "Passed", "Passed"]);

  await cell.getByRole("tab", { name: "Plot" }).click();
  await expect(
    cell.getByRole("img", { name: /^Time for an answer\. From .* to .*; most rows/ }),
  ).toBeVisible();
  await cell.getByText("Log to an MLflow server").click();
  await expect(cell.getByLabel("Experiment")).toHaveValue("Default");
  await page.setViewportSize({ width: 360, height: 740 });
  await expectNoViolations(page);
  expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBe(360);
});
