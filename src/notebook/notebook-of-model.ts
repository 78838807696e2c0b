/** The notebook that opening an MLflow model gives: the model, and where the page can run it, everything to ask it. */
import type { WrapperSource } from "#wrapper/wrapper.ts";
import type { Cell, Notebook } from "./cell.ts";
import { createCell } from "./create-cell.ts";

interface NotebookOfModelOptions {
  readonly id: string;
  readonly title: string;
  readonly bundleId: string;
  readonly mlflowVersion: string | null;
  readonly wrapper: WrapperSource | null;
  readonly notes: readonly string[];
  readonly inputExample: string | null;
  readonly newId: () => string;
}

export function notebookOfModel(options: NotebookOfModelOptions): Notebook {
  const { id, title, bundleId, wrapper, notes, inputExample, newId } = options;
  const text = (source: string): Cell => ({ id: newId(), type: "markdown", source });
  const cells: Cell[] = [
    text(
      [
        `# ${title}`,
        `An MLflow model${options.mlflowVersion === null ? "" : `, written by MLflow ${options.mlflowVersion}`}. It was opened as it is, and nothing in it was run.`,
        ...notes.map((note) => `- ${note}`),
      ].join("\n\n"),
    ),
    { id: newId(), type: "model", bundleId },
  ];
  if (wrapper !== null) {
    const option = wrapper.form.option;
    const inference = createCell(
      { type: "inference", option, ...(inputExample !== null && { input: inputExample }) },
      newId(),
    );
    cells.push(
      text("## How MLflow runs it"),
      { id: newId(), type: "wrapper", wrapper },
      { id: newId(), type: "signature" },
      text("## Ask it"),
      inference,
      text(
        "## Write it again\n\nThe artifact below is made anew by this page, from the wrapper above; the one that was opened stays as it was.",
      ),
      { id: newId(), type: "artifact" },
    );
  }
  return { id, title, cells };
}
