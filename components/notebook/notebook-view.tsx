import { useState, type DragEvent } from "react";
import { useActions, useApp } from "#components/app-context.ts";
import { useCommandKeys } from "#components/commands/use-command-keys.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { CellId, CellType } from "#notebook/cell.ts";
import { CellFrame } from "./cell-frame.tsx";
import { CellInserter } from "./cell-inserter.tsx";
import { draggedCell, isCellDrag } from "./drag.ts";
import { focusCell } from "./focus-cell.ts";

/** The document: its cells, and a way to add one between any two. */
export function NotebookView() {
  const texts = useTexts();
  const notebook = useApp((state) => state.notebook);
  const { addCell, moveCellTo, setEditing } = useActions();
  const [dropAt, setDropAt] = useState<number | null>(null);
  const keys = useCommandKeys();
  if (notebook === null) {
    return <output className="loading">{texts.app.loading}</output>;
  }
  const { cells } = notebook;

  function add(type: CellType, after: CellId | null): void {
    const id = addCell(type, { after });
    if (type === "markdown") setEditing(id);
    else focusCell(id);
  }

  function over(event: DragEvent, index: number): void {
    if (!isCellDrag(event)) return;
    event.preventDefault();
    const { top, height } = event.currentTarget.getBoundingClientRect();
    setDropAt(event.clientY < top + height / 2 ? index : index + 1);
  }

  function drop(event: DragEvent): void {
    const id = draggedCell(event);
    if (id !== null && dropAt !== null) {
      event.preventDefault();
      const from = cells.findIndex((cell) => cell.id === id);
      moveCellTo(id, from < dropAt ? dropAt - 1 : dropAt);
      focusCell(id);
    }
    setDropAt(null);
  }

  return (
    // Keys and drops that belong to a cell, heard in one place for all cells.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ol
      className="notebook"
      aria-label={texts.app.notebook}
      onKeyDownCapture={keys.onKeyDownCapture}
      onKeyDown={keys.onKeyDown}
      onDrop={drop}
      onDragEnd={() => setDropAt(null)}
    >
      <li className={dropAt === 0 ? "drop-here" : ""}>
        <CellInserter label={texts.cell.addFirst} onAdd={(type) => add(type, null)} />
      </li>
      {cells.length === 0 && (
        <li>
          <p className="empty">{texts.cell.empty}</p>
        </li>
      )}
      {cells.map((cell, index) => (
        // A place to drop a cell; the keyboard moves cells by Alt and arrows.
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
        <li
          key={cell.id}
          className={dropAt === index + 1 ? "drop-here" : ""}
          onDragOver={(event) => over(event, index)}
        >
          <CellFrame cell={cell} index={index} count={cells.length} />
          <CellInserter label={texts.cell.addAt(index + 2)} onAdd={(type) => add(type, cell.id)} />
        </li>
      ))}
    </ol>
  );
}
