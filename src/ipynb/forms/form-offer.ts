/** What a cell that logs a model can become: a form, if that can hold everything the code says, or else code, with the reason. */
import { message, type Message } from "#base/message.ts";
import type { Cell } from "#cells/cell.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import type { CodeCell } from "#cells/code/code-cell.ts";
import { isPythonCell, CodeCells, readCodeCell } from "./code-cells.ts";
import { askingCell } from "./asking.ts";
import { logCallsIn, NoForm } from "./log-call.ts";
import type { FormPlan, TypedCell } from "./plan.ts";
import { planPyfunc } from "./plan-pyfunc.ts";
import { planTransformers } from "./plan-transformers.ts";

export type FormOffer =
  | { readonly type: "form"; readonly plan: FormPlan }
  | { readonly type: "code"; readonly why: Message };

/** Only such cells are parsed. */
export function mayLogModel({ source }: CodeCell): boolean {
  return /\b(?:log|save)_model\b/.test(source);
}

/** Each cell that logs a model is parsed with all code above it. Of a notebook with very much code, only some cells are. */
const MOST_LOGGING = 20;
const LONGEST_CODE_ABOVE = 400_000;

/** @returns null for a cell that logs no model. */
export function formOffer(cells: readonly Cell[], cell: CodeCell): FormOffer | null {
  if (!isPythonCell(cell) || !mayLogModel(cell)) return null;
  const { ipython, isValid } = readCodeCell(cell);
  if (ipython.python === "" || !isValid) return null;
  const above = cells.slice(0, cells.indexOf(cell) + 1);
  const python = above.filter(isPythonCell);
  const length = python.reduce((sum, { source }) => sum + source.length, 0);
  if (python.filter(mayLogModel).length > MOST_LOGGING || length > LONGEST_CODE_ABOVE)
    return { type: "code", why: message`There is more code above it than this page reads for a form.` };
  const code = new CodeCells(above);
  const calls = logCallsIn(code, cell);
  const [found] = calls;
  if (!found) return null;
  const { call, flavor, method } = found;
  try {
    if (calls.length > 1) throw new NoForm(message`The cell logs several models.`);
    if (flavor !== "transformers" && flavor !== "pyfunc")
      throw new NoForm(
        message`It logs with mlflow.${flavor}; forms are for mlflow.transformers and mlflow.pyfunc.`,
      );
    if (method === "save_model")
      throw new NoForm(message`save_model writes a folder; forms are for log_model.`);
    const plan = (flavor === "transformers" ? planTransformers : planPyfunc)(cells, cell, code, call);
    const target = call.parent && code.targetOf(call.parent);
    return { type: "form", plan: withAsking(cells, cell, plan, target) };
  } catch (thrown) {
    if (thrown instanceof NoForm) return { type: "code", why: thrown.why };
    throw thrown;
  }
}

/** The cells up to the next log_model that ask the logged model. The code of a class is kept unchanged, with its names. */
function withAsking(cells: readonly Cell[], cell: CodeCell, plan: FormPlan, info: string | null): FormPlan {
  const isKept = [...plan.replaced.values()]
    .flat()
    .some((each) => each.type === "wrapper" && each.wrapper.editedCode !== null);
  if (info === null || (isKept && info !== "model_info")) return plan;
  const below = cells.slice(cells.indexOf(cell) + 1);
  const next = below.findIndex((each) => isPythonCell(each) && mayLogModel(each));
  const asking = (next < 0 ? below : below.slice(0, next)).filter(isPythonCell).flatMap((each) => {
    const typed = askingCell(cells, each, info);
    return typed ? [[each, [typed]] as const] : [];
  });
  return { ...plan, replaced: new Map<CodeCell, readonly TypedCell[]>([...plan.replaced, ...asking]) };
}

export function hasForms(cells: readonly Cell[]): boolean {
  return cells.some((cell) => cell.type === "code" && formOffer(cells, cell)?.type === "form");
}

/** Everything that can be a form. A cell below another is parsed with what that one leaves. */
export function withAllForms(
  notebook: Notebook,
  newId: () => CellId,
): { readonly notebook: Notebook; readonly notes: readonly Message[] } {
  return notebook.cells.filter(isPythonCell).reduce(
    (done, { id }) => {
      const next = withForm(done.notebook, id, newId);
      return next ? { notebook: next.notebook, notes: [...done.notes, ...next.notes] } : done;
    },
    { notebook, notes: [] as readonly Message[] },
  );
}

/** The notebook with forms in place of that code. @returns null if it cannot be a form. */
export function withForm(
  notebook: Notebook,
  id: CellId,
  newId: () => CellId,
): { readonly notebook: Notebook; readonly notes: readonly Message[] } | null {
  const cell = notebook.cells.find((each) => each.id === id);
  const offer = cell?.type === "code" ? formOffer(notebook.cells, cell) : null;
  if (offer?.type !== "form") return null;
  const { replaced, notes } = offer.plan;
  const form = newId();
  const cells = notebook.cells.flatMap((each): readonly Cell[] => {
    const typed = each.type === "code" ? replaced.get(each) : undefined;
    return typed && each.type === "code" ? inPlaceOf(each, typed, form, newId) : [each];
  });
  const named = cells.flatMap((each) =>
    each.type === "model" && each.jupyter?.form === form ? (each.named ?? []) : [],
  );
  return {
    notebook: { ...notebook, cells },
    notes: [
      ...notes,
      ...named.map(
        (name) =>
          message`The notebook names the model ${name}. The model cell takes the embedded demo until you open that model there.`,
      ),
    ],
  };
}

/** The last typed cell replaces the code cell: it has its id, and keeps its JSON. */
function inPlaceOf(
  { id, source, jupyter }: CodeCell,
  typed: readonly TypedCell[],
  form: string,
  newId: () => CellId,
): Cell[] {
  return typed.map((cell, at) =>
    at === typed.length - 1
      ? { ...cell, id, jupyter: { ...jupyter, source, form } }
      : { ...cell, id: newId(), jupyter: { form } },
  );
}
