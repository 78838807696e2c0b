/** The notebook for an opened MLflow model: the model, and the cells to ask it where the page can run it. */
import { message, type Wording } from "#base/message.ts";
import type { WrapperSource } from "#wrapper/wrapper.ts";
import type { Cell } from "#cells/cell.ts";
import type { Notebook } from "./cell.ts";
import { createCell } from "#cells/cell.ts";

interface NotebookOfModelOptions {
  readonly id: string;
  readonly title: string;
  readonly bundleId: string;
  readonly mlflowVersion: string | null;
  readonly wrapper: WrapperSource | null;
  readonly notes: readonly Wording[];
  readonly inputExample: string | null;
  readonly newId: () => string;
  /** Writes the texts in a language; they stay in it. */
  readonly say: (wording: Wording) => string;
}

export function notebookOfModel(options: NotebookOfModelOptions): Notebook {
  const { id, title, bundleId, wrapper, notes, inputExample, newId, say } = options;
  const text = (source: string): Cell => ({ id: newId(), type: "markdown", source });
  const cells: Cell[] = [
    text(
      [
        `# ${title}`,
        say(
          options.mlflowVersion === null
            ? message`An MLflow model. It was opened as it is, and nothing in it was run.`
            : message`An MLflow model, written by MLflow ${options.mlflowVersion}. It was opened as it is, and nothing in it was run.`,
        ),
        ...notes.map((note) => `- ${say(note)}`),
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
      text(say(message`## How MLflow runs it`)),
      { id: newId(), type: "wrapper", wrapper },
      { id: newId(), type: "signature" },
      text(say(message`## Try it`)),
      inference,
      text(
        say(
          message`## Write it again\n\nThis page builds the artifact below from the wrapper above. The model that you opened does not change.`,
        ),
      ),
      { id: newId(), type: "artifact" },
    );
  }
  return { id, title, cells };
}
