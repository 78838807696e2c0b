import { english, message } from "#base/message.ts";
import { convertInput } from "#cells/inference/convert-input.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";
import { updateCell } from "#notebook/edits.ts";
import { proseOfOption } from "#notebook/templates.ts";
import { discardEdits, editForm } from "#wrapper/edit-form.ts";
import { type InputForm, inputFormOf } from "#wrapper/input-form.ts";
import type { Wrapper, WrapperSource } from "#wrapper/wrapper.ts";
import type { App } from "./app.ts";
import { freeTitle } from "./document-actions.ts";
import type { WrapperActions } from "./wrapper-slice.ts";

/** How long to wait for a model's files before doing without them. */
const TEMPLATE_WAIT_MS = 3000;

/** An input before and after its conversion: converting back restores it. */
interface Converted {
  readonly was: string;
  /** What the wrapper took when it was that. */
  readonly from: InputForm | undefined;
  readonly became: string;
}

export function createWrapperActions(app: App): WrapperActions {
  const { document } = app;
  const converted = new Map<CellId, Converted>();
  function change(
    id: CellId,
    next: (wrapper: WrapperSource) => WrapperSource,
    typingIn: CellId | null = null,
  ): void {
    const { notebook } = document;
    const cell = notebook.cells.find((each) => each.id === id);
    if (cell?.type !== "wrapper") return;
    document.edit(updateCell(notebook, { ...cell, wrapper: next(cell.wrapper) }), typingIn);
  }
  return {
    setWrapperForm: (id, form) => change(id, (wrapper) => editForm(wrapper, form), id),
    setWrapper: (id, wrapper) => change(id, () => wrapper, id),
    discardWrapperEdits: (id) => change(id, discardEdits),

    async convertWrapper(id, form) {
      const inputs = await convertedInputs(app, id, inputFormOf(form), converted);
      const { notebook } = document;
      const next = convertNotebook(app, notebook, id, form, inputs);
      if (next === null) return;
      document.edit(next);
      void app.store.getState().refreshDocuments();
      app.store.getState().notify({
        tone: "info",
        text:
          form.option === "transformers"
            ? message`Now a transformers pipeline wraps the model. Its prompts became messages.`
            : inputFormOf(form) === "prompt"
              ? message`Now a Python class wraps the model. Its questions became prompts.`
              : message`Now a Python class wraps the model. Its questions take the form that it asks for.`,
        action: { label: message`Undo`, run: () => app.store.getState().undo() },
      });
    },
  };
}

/** Inputs of the cells that ask the wrapper, by cell id. */
async function convertedInputs(
  app: App,
  id: CellId,
  to: InputForm,
  before: Map<CellId, Converted>,
): Promise<ReadonlyMap<CellId, Converted>> {
  const { notebook } = app.document;
  const wrapper = notebook.cells.find((cell) => cell.id === id);
  const from = wrapper?.type === "wrapper" ? inputFormOf(wrapper.wrapper.form) : undefined;
  const asking = notebook.cells.filter(
    (cell): cell is InferenceCell =>
      cell.type === "inference" && upstreamOf(notebook, cell.id).wrapper === id,
  );
  const entries = asking.map(async (cell) => {
    const { input } = cell;
    const known = before.get(cell.id);
    const isWayBack = known?.became === input && known.from === to;
    const became = isWayBack ? known.was : await converted(app, cell, to);
    const entry = { was: input, from, became };
    before.set(cell.id, entry);
    return [cell.id, entry] as const;
  });
  return new Map(await Promise.all(entries));
}

async function converted(app: App, { id, input }: InferenceCell, to: InputForm): Promise<string> {
  const template = await app.store
    .getState()
    .promptTemplateAbove(id, AbortSignal.timeout(TEMPLATE_WAIT_MS))
    .catch(() => null);
  return convertInput(input, to, template);
}

/** @returns null if the wrapper is gone. */
function convertNotebook(
  app: App,
  notebook: Notebook,
  id: CellId,
  form: Wrapper,
  inputs: ReadonlyMap<CellId, Converted>,
): Notebook | null {
  const wrapper = notebook.cells.find((cell) => cell.id === id);
  if (wrapper?.type !== "wrapper") return null;
  const cells = notebook.cells.map((cell) => {
    if (cell.id === id) return { ...wrapper, wrapper: editForm(wrapper.wrapper, form) };
    const input = inputs.get(cell.id);
    // What was typed meanwhile is newer.
    return cell.type === "inference" && cell.input === input?.was ? { ...cell, input: input.became } : cell;
  });
  const next = { ...notebook, cells };
  // With several wrappers, the texts are not only about this one.
  if (cells.filter(({ type }) => type === "wrapper").length > 1) return next;
  const { say, newId } = app.ports;
  const { title, ...rest } = proseOfOption(next, form.option, [say, english], newId);
  return { ...rest, title: title === notebook.title ? title : freeTitle(app, title) };
}
