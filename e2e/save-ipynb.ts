import path from "node:path";
import type { NotebookPage } from "./notebook-page.ts";

/** @returns the file, in the folder. */
export async function saveIpynb(notebook: NotebookPage, folder: string): Promise<string> {
  const downloading = notebook.page.waitForEvent("download");
  await notebook.document("Save as .ipynb");
  const download = await downloading;
  const file = path.join(folder, download.suggestedFilename());
  await download.saveAs(file);
  return file;
}
