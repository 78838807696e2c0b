import type { Locator } from "@playwright/test";
import type { NotebookPage } from "./notebook-page.ts";

/** A Deploy cell at the notebook's end, made ready for a target. */
export async function addDeployCell(notebook: NotebookPage): Promise<Locator> {
  await notebook.add("Deploy", await notebook.cells().count());
  return notebook.cell("Deploy");
}

export type TargetName =
  | "Azure ML: managed online endpoint"
  | "Azure ML: batch endpoint"
  | "Docker"
  | "Kubernetes: KServe with MLServer"
  | "Databricks model serving"
  | "Spark: batch scoring";

/** Chooses the target, runs the cell and waits for its files. */
export async function deployTo(notebook: NotebookPage, cell: Locator, target: TargetName): Promise<void> {
  await cell.getByLabel("Where to").selectOption(target);
  await notebook.run(cell);
  await notebook.expectStatus(cell, "done");
}
