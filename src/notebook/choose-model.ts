import type { HubReference, HubRepository } from "#bundle/bundle.ts";
import { weightsDtype, weightsReference } from "#bundle/families/families.ts";
import type { Cell } from "#cells/cell.ts";
import type { ModelCell } from "#cells/model/model-cell.ts";
import type { Notebook } from "./cell.ts";
import { updateCell } from "./edits.ts";

/**
 * Chooses a model in its cell. If a family's ONNX folder has no weights that transformers reads, option 1's wrappers below refer to the
 * family's repository that has them. With another model they stop doing so.
 * @param hubOf the repository that a bundle was downloaded from; undefined for models from elsewhere.
 */
export function chooseModel(
  notebook: Notebook,
  cell: ModelCell,
  bundleId: string,
  hubOf: (bundleId: string) => HubRepository | undefined,
): Notebook {
  const before = weightsReference(hubOf(cell.bundleId));
  const reference = weightsReference(hubOf(bundleId));
  const chosen = updateCell(notebook, { ...cell, bundleId });
  const at = chosen.cells.findIndex(({ id }) => id === cell.id);
  const next = chosen.cells.findIndex(({ type }, place) => place > at && type === "model");
  const isBelow = (place: number) => place > at && (next < 0 || place < next);
  const cells = chosen.cells.map((each, place) =>
    isBelow(place) ? referring(each, before, reference) : each,
  );
  return cells.every((each, place) => each === chosen.cells[place]) ? chosen : { ...chosen, cells };
}

/** References that a person wrote or chose stay. */
function referring(cell: Cell, earlier: HubReference | null, reference: HubReference | null): Cell {
  if (cell.type !== "wrapper" || cell.wrapper.editedCode !== null) return cell;
  const { form } = cell.wrapper;
  if (form.option !== "transformers") return cell;
  const { reference: before, ...withWeights } = form;
  const isOwn =
    before !== undefined &&
    before.repository !== earlier?.repository &&
    weightsDtype(before.repository) === undefined;
  if (isOwn || before?.repository === reference?.repository) return cell;
  return {
    ...cell,
    wrapper: { ...cell.wrapper, form: reference === null ? withWeights : { ...withWeights, reference } },
  };
}
