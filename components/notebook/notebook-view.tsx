import { type DragEvent, memo, type RefObject, startTransition, useEffect, useRef, useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { useActions, useApp, useOfCell } from "#components/app-context.ts";
import { useCommandKeys } from "#components/commands/use-command-keys.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { usePrinting } from "#components/ui/use-printing.ts";
import type { CellId } from "#notebook/cell.ts";
import type { Cell } from "#cells/cell.ts";
import { isTextual } from "#notebook/edits.ts";
import { hasSavedOutputs } from "#notebook/saved-attachments.ts";
import { hiddenCells } from "#notebook/sections.ts";
import { isMuchText } from "#notebook/shown-start.ts";
import { CellFrame } from "./cell-frame.tsx";
import { CellInserter } from "./cell-inserter.tsx";
import { farHeight } from "./far-cell.tsx";
import { keepHeights } from "./kept-heights.ts";
import { LONG_NOTEBOOK, useRowPlace } from "./near-rows.ts";
import { draggedCell, isCellDrag } from "./drag.ts";
import { useReadingView } from "./reading-view.ts";
import { keepScrollPlace, restoreScrollPlace } from "./scroll-place.ts";
import { EMPTY_PLACE, focusCell, focusNotebookIfLost } from "./focus-cell.ts";

/** The document: its cells, and a way to add one between any two. */
export function NotebookView() {
  const texts = useTexts();
  const ids = useCellIds();
  const notebookId = useApp(({ notebook }) => notebook?.id);
  const hidden = useApp(useShallow(({ notebook }) => (notebook ? hiddenCells(notebook) : NONE)));
  const { dropCell } = useActions();
  const [dropAt, setDropAt] = useState<number | null>(null);
  const keys = useCommandKeys();
  const hasProblem = useApp((state) => state.problem !== null);
  const isReading = useReadingView();
  useFocusInNextNotebook();
  useScrollPlace();
  useShown();
  const isPrinting = usePrinting();
  const isLong = useApp(({ notebook }) => {
    const cells = notebook?.cells ?? [];
    return cells.length >= LONG_NOTEBOOK || isMuchText(cells);
  });
  const shownCount = useRowCount(notebookId, ids ?? []);
  if (ids === null) {
    if (hasProblem) return null;
    return <output className="loading">{texts.app.loading}</output>;
  }

  function drop(event: DragEvent): void {
    const id = draggedCell(event);
    if (id !== null && dropAt !== null) {
      event.preventDefault();
      dropCell(id, dropAt);
      focusCell(id);
    }
    setDropAt(null);
  }

  return (
    // Keys and drops of cells, handled in one place for all cells.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <ol
      // A new list for another notebook: putting thousands of rows into one that is on the screen takes the browser far longer.
      key={notebookId}
      className={`notebook ${isReading ? "reading" : ""}`}
      aria-label={texts.app.notebook}
      onKeyDownCapture={keys.onKeyDownCapture}
      onKeyDown={keys.onKeyDown}
      onDrop={drop}
      onDragEnd={() => setDropAt(null)}
    >
      <li className={dropAt === 0 ? "drop-here" : ""}>
        {ids.length === 0 && <EmptyPlace />}
        <CellInserter label={texts.cell.addFirst} after={null} />
      </li>
      {ids.slice(0, isPrinting ? ids.length : shownCount).map((id, index) => (
        <CellRow
          key={id}
          id={id}
          index={index}
          count={ids.length}
          hidden={hidden.has(id)}
          dropHere={dropAt === index + 1}
          isWhole={isPrinting || !isLong}
          onDropAt={setDropAt}
        />
      ))}
    </ol>
  );
}

/** Only the cells' ids: typing in one of a thousand draws only that one again. Null while no notebook is open. */
function useCellIds(): readonly CellId[] | null {
  const kept = useRef<readonly CellId[]>([]);
  return useApp(({ notebook }) => {
    if (notebook === null) return null;
    const { cells } = notebook;
    const isSame =
      kept.current.length === cells.length && cells.every(({ id }, at) => id === kept.current[at]);
    if (!isSame) kept.current = cells.map(({ id }) => id);
    return kept.current;
  });
}

/** Rows that the browser makes at once: thousands take seconds. */
const ROWS_AT_ONCE = 1500;

/** How many rows there are: of a very long notebook, more and more, until there are all. A cell that is selected has its row at once. */
function useRowCount(notebookId: string | undefined, ids: readonly CellId[]): number {
  const [rows, setRows] = useState({ of: notebookId, count: ROWS_AT_ONCE });
  const count = rows.of === notebookId ? rows.count : ROWS_AT_ONCE;
  const isDone = count >= ids.length;
  const selectedAt = useApp(({ selected }) => (isDone || selected === null ? -1 : ids.indexOf(selected)));
  useEffect(() => {
    if (isDone) return;
    const timer = setTimeout(() =>
      startTransition(() => setRows({ of: notebookId, count: count + ROWS_AT_ONCE })),
    );
    return () => clearTimeout(timer);
  }, [isDone, count, notebookId]);
  return Math.max(count, selectedAt + 1);
}

/** Parts drawn later, such as a cell's own view, can also end the page. */
const SHOWN_AFTER_MS = 1500;

/** Reports that the document is on screen and the page is still running. */
function useShown(): void {
  const id = useApp(({ notebook }) => notebook?.id ?? null);
  const { documentShown } = useActions();
  useEffect(() => {
    if (id === null) return;
    const timer = setTimeout(documentShown, SHOWN_AFTER_MS);
    return () => clearTimeout(timer);
  }, [id, documentShown]);
}

/**
 * Focuses the first cell when the page opens, so that the keys for cells work at once, and when another notebook opens. What a person has
 * focused keeps the focus.
 */
function useFocusInNextNotebook(): void {
  const id = useApp(({ notebook }) => notebook?.id ?? null);
  const before = useRef<string | null>(null);
  useEffect(() => {
    if (id !== null && before.current !== id) focusNotebookIfLost();
    before.current = id;
  }, [id]);
}

/** A reload returns to where the person was. */
function useScrollPlace(): void {
  const id = useApp(({ notebook }) => notebook?.id ?? null);
  useEffect(() => {
    if (id === null) return;
    const end = restoreScrollPlace(id);
    const keep = () => {
      keepScrollPlace(id);
      keepHeights(id);
    };
    addEventListener("pagehide", keep);
    return () => {
      end();
      removeEventListener("pagehide", keep);
    };
  }, [id]);
}

/** In place of the cells of an empty notebook: the keys that need no cell work on it. */
function EmptyPlace() {
  const texts = useTexts().cell;
  const canUndo = useApp((state) => state.canUndo);
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
    <p className="empty" tabIndex={0} data-cell-id={EMPTY_PLACE}>
      {canUndo ? texts.emptyUndo : texts.empty}
    </p>
  );
}

const NONE: ReadonlySet<CellId> = new Set();

interface CellRowProps {
  readonly id: CellId;
  readonly index: number;
  readonly count: number;
  /** In a folded section. It stays drawn: an editor keeps its place, and a run its view. */
  readonly hidden: boolean;
  readonly dropHere: boolean;
  /** Whether cells far from the window are drawn too. */
  readonly isWhole: boolean;
  /** Where a dragged cell would go. Always the same function, as everything here, so that moving a cell draws few rows again. */
  readonly onDropAt: (index: number) => void;
}

const CellRow = memo(function CellRow(props: CellRowProps) {
  const { id, index, count, hidden, dropHere, isWhole, onDropAt } = props;
  const texts = useTexts();
  const cell = useOfCell(id, ({ notebook }) => {
    const here = notebook?.cells[index];
    return here?.id === id ? here : notebook?.cells.find((each) => each.id === id);
  });
  const row = useRef<HTMLLIElement>(null);
  const { isDrawn, farHeightPx } = useDrawnRow(row, { cell, index, hidden, isWhole });

  function over(event: DragEvent): void {
    if (!isCellDrag(event)) return;
    event.preventDefault();
    const { top, height } = event.currentTarget.getBoundingClientRect();
    onDropAt(event.clientY < top + height / 2 ? index : index + 1);
  }

  return (
    // A place to drop a cell; with the keyboard, Alt and arrows move cells.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <li
      ref={row}
      className={`${dropHere ? "drop-here" : ""} ${isDrawn ? "" : "far"}`}
      style={isDrawn ? undefined : { blockSize: farHeightPx }}
      hidden={hidden}
      onDragOver={over}
    >
      {cell && <CellFrame cell={cell} index={index} count={count} isDrawn={isDrawn} />}
      {isDrawn && <CellInserter label={texts.cell.addAt(index + 2)} after={id} />}
    </li>
  );
});

/**
 * Text and code that show nothing but their source are drawn near the window only. Code that was drawn once stays: an editor keeps its
 * own undo. What has an output stays too, since find looks in outputs as they are drawn.
 */
function useDrawnRow(
  row: RefObject<HTMLElement | null>,
  {
    cell,
    index,
    hidden,
    isWhole,
  }: Pick<CellRowProps, "index" | "hidden" | "isWhole"> & { readonly cell: Cell | undefined },
): { readonly isDrawn: boolean; readonly farHeightPx: number } {
  const id = cell?.id ?? "";
  const isInUse = useOfCell(
    id,
    ({ selected, editing, cellStates }) =>
      selected === id || editing === id || (cellStates.get(id)?.status ?? "idle") !== "idle",
  );
  const canBeFar = !isWhole && !isInUse && cell !== undefined && isTextual(cell) && !hasSavedOutputs(cell);
  const stays = cell?.type === "code";
  const { isNear, height } = useRowPlace(row, {
    isWatched: !isWhole,
    startsNear: index < FIRST_DRAWN,
    stays,
    index,
    isHidden: hidden,
  });
  return { isDrawn: !canBeFar || isNear, farHeightPx: height ?? (cell ? farHeight(cell) : 0) };
}

/** Cells that are on the first screen. */
const FIRST_DRAWN = 10;
