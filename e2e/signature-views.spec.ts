import { readFile } from "node:fs/promises";
import { expectNoViolations } from "./axe.ts";
import { expect, test } from "./shared-page.ts";

test("a signature is compared with another version's, and goes out as JSON Schema, OpenAPI and TypeScript", async ({
  page,
  notebook,
}) => {
  const cell = notebook.cell("Signature");
  await notebook.run(cell);
  await notebook.expectStatus(cell, "done");
  await cell.getByRole("tab", { name: "Compare" }).click();
  const changes = cell.getByRole("region", { name: "Differences from llm/v1/chat of MLflow 2.14" });
  await expect(changes.getByRole("row", { name: /messages\[\]\.content/ })).toContainText(
    "string (required)string (optional)",
  );
  await expect(changes.getByRole("row")).toHaveCount(17);
  await cell.getByLabel("Compare with").selectOption("llm/v1/chat of MLflow 3.17");
  await expect(cell.getByText("Nothing differs.")).toBeVisible();

  await cell.getByRole("tab", { name: "Export" }).click();
  await cell.getByLabel("Form", { exact: true }).selectOption("OpenAPI 3.1");
  const downloading = page.waitForEvent("download");
  await cell.getByRole("button", { name: "Download openapi.json" }).click();
  const file = await (await downloading).path();
  expect(JSON.parse(await readFile(file, "utf8"))).toMatchObject({
    openapi: "3.1.0",
    info: { title: "phi3-mlflow-model" },
  });
  await cell.getByLabel("Form", { exact: true }).selectOption("TypeScript types");
  await expect(cell.getByRole("region", { name: /TypeScript types$/ })).toContainText(
    "export type Input = {",
  );
  for (const [width, colorScheme] of [
    [1280, "light"],
    [390, "dark"],
  ] as const) {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await expectNoViolations(page);
  }
});
