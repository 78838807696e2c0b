import type { HubReference } from "#bundle/bundle.ts";
import { familyReference, weightsDtype } from "#bundle/families/families.ts";
import type { Cell } from "#cells/kinds.ts";
import type { ModelCell } from "#cells/model/model-cell.ts";
import type { Notebook } from "./cell.ts";
import { updateCell } from "./edits.ts";

/**
 * Chooses a model in its cell. A folder of ONNX that a family's repository gave holds no weights that transformers reads: option 1's
 * wrappers below then refer to the repository that does. With another model they no longer do.
 *
 * @param repository of the hub that the model was downloaded from; undefined for models from elsewhere.
 */
export function chooseModel(
  notebook: Notebook,
  cell: ModelCell,
  bundleId: string,
  repository: string | undefined,
): Notebook {
  const reference = familyReference(repository);
  const chosen = updateCell(notebook, { ...cell, bundleId });
  const at = chosen.cells.findIndex(({ id }) => id === cell.id);
  const next = chosen.cells.findIndex(({ type }, place) => place > at && type === "model");
  const isBelow = (place: number) => place > at && (next < 0 || place < next);
  const cells = chosen.cells.map((each, place) => (isBelow(place) ? referring(each, reference) : each));
  return cells.every((each, place) => each === chosen.cells[place]) ? chosen : { ...chosen, cells };
}

/** What a person wrote by hand, or refers to themselves, stays. */
function referring(cell: Cell, reference: HubReference | null): Cell {
  if (cell.type !== "wrapper" || cell.wrapper.editedCode !== null) return cell;
  const { form } = cell.wrapper;
  if (form.option !== "transformers") return cell;
  const { reference: before, ...withWeights } = form;
  const isOwn = before !== undefined && weightsDtype(before.repository) === undefined;
  if (isOwn || before?.repository === reference?.repository) return cell;
  return {
    ...cell,
    wrapper: { ...cell.wrapper, form: reference === null ? withWeights : { ...withWeights, reference } },
  };
}
