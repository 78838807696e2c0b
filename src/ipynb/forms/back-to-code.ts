import type { Cell } from "#cells/cell.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";

/** Whether the cell was made from code, and can go back to it. */
export function isFromCode({ jupyter }: Cell): boolean {
  return jupyter?.form !== undefined || jupyter?.source !== undefined;
}

/** Restores the code of a form's cells. Those made together go back together, and keep their JSON from the file. */
export function backToCode(notebook: Notebook, id: CellId): Notebook {
  const chosen = notebook.cells.find((cell) => cell.id === id);
  const form = chosen?.jupyter?.form;
  const cells = notebook.cells.flatMap((cell): Cell[] => {
    const isOne = form === undefined ? cell === chosen : cell.jupyter?.form === form;
    if (!isOne || !isFromCode(cell)) return [cell];
    const { source, form: _form, ...jupyter } = cell.jupyter ?? {};
    return source === undefined ? [] : [{ id: cell.id, type: "code", kind: "python", source, jupyter }];
  });
  return { ...notebook, cells };
}
