import type { Locator } from "@playwright/test";
import type { NotebookPage } from "./notebook-page.ts";

export type TargetName =
  | "Azure ML: managed online endpoint"
  | "Azure ML: batch endpoint"
  | "Docker"
  | "Kubernetes: KServe with MLServer"
  | "Databricks model serving"
  | "Spark: batch scoring";

/** Chooses the target, runs the cell and waits for its files. */
export async function deployTo(notebook: NotebookPage, cell: Locator, target: TargetName): Promise<void> {
  await cell.getByLabel("Target", { exact: true }).selectOption(target);
  await notebook.run(cell);
  await notebook.expectStatus(cell, "done");
}
