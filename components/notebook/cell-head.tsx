/** What stands around a cell's content: its run button, its name and state, its tools. */
import {
  ChevronDown,
  ChevronRight,
  ChevronsDownUp,
  ChevronsUpDown,
  GripVertical,
  Play,
  Square,
} from "lucide-react";
import { memo } from "react";
import { shallow } from "zustand/vanilla/shallow";
import { useShallow } from "zustand/react/shallow";
import { useActions, useApp, useServices } from "#components/app-context.ts";
import { viewOf } from "#components/cells/view-of.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { CellState } from "#kernel/cell-state.ts";
import { type Cell, kindOf } from "#cells/cell.ts";
import { isCollapsed } from "#notebook/collapse.ts";
import { isRunnable } from "#notebook/dependencies.ts";
import { isTextual } from "#notebook/edits.ts";
import { type Section, sectionAt } from "#notebook/sections.ts";
import { BackToCode } from "./back-to-code.tsx";
import { CellMenu, type CellMenuActions } from "./cell-menu.tsx";
import { CellStatus } from "./cell-status.tsx";
import { deleteCellWithNotice } from "./delete-cell.ts";
import { setDraggedCell } from "./drag.ts";
import { editCell } from "./edit-cell.ts";
import { focusCell } from "./focus-cell.ts";

/** Typing in a text or code changes nothing here, and comes sixty times a second from a held key. */
function isAlikeButText<Props extends { readonly cell: Cell }>(before: Props, now: Props): boolean {
  return shallow({ ...before, cell: null }, { ...now, cell: null }) && isSameButText(before.cell, now.cell);
}

function isSameButText(a: Cell, b: Cell): boolean {
  return a === b || (isTextual(a) && isTextual(b) && shallow({ ...a, source: "" }, { ...b, source: "" }));
}

interface RailProps {
  readonly cell: Cell;
  readonly name: string;
  readonly isRunning: boolean;
}

/** Beside the cell: its run button and drag handle. */
export const Rail = memo(function Rail({ cell, name, isRunning }: RailProps) {
  const texts = useTexts().cell;
  return (
    <div className="cell-rail">
      {isRunnable(cell) && <RunButton cell={cell} name={name} running={isRunning} />}
      <span
        className="drag-handle"
        draggable
        aria-hidden
        title={texts.drag(name)}
        onDragStart={(event) => setDraggedCell(event, cell.id)}
      >
        <GripVertical />
      </span>
    </div>
  );
}, isAlikeButText);

interface CellHeadProps {
  readonly cell: Cell;
  readonly name: string;
  readonly index: number;
  readonly count: number;
  /** The section that the cell starts. */
  readonly section: FoldProps["section"] | null;
  readonly state: CellState;
}

export const CellHead = memo(function CellHead({ state, ...props }: CellHeadProps) {
  const { cell } = props;
  const type = useSay()(kindOf(cell).title);
  const Icon = viewOf(cell.type).icon;
  const runnable = isRunnable(cell);
  return (
    <header className="cell-head">
      {cell.type !== "markdown" && (
        <>
          <h2 className="cell-type">
            <Icon aria-hidden /> {type}
          </h2>
          {runnable && <CellStatus state={state} />}
          {runnable && <CellSummary cell={cell} state={state} />}
        </>
      )}
      <CellTools {...props} />
    </header>
  );
}, isAlikeButText);

function CellTools({ cell, name, index, count, section }: Omit<CellHeadProps, "state">) {
  const texts = useTexts().cell;
  const { setCollapsed } = useActions();
  const actions = useCellMenuActions(cell, index);
  const collapsed = isCollapsed(cell);
  return (
    <div className="cell-tools">
      {isRunnable(cell) && <BackToCode cell={cell} />}
      {section && <FoldButton section={section} />}
      <IconButton
        icon={collapsed ? ChevronRight : ChevronDown}
        label={collapsed ? texts.expand(name) : texts.collapse(name)}
        aria-expanded={!collapsed}
        onClick={() => setCollapsed([cell.id], !collapsed)}
      />
      <CellMenu name={name} isFirst={index === 0} isLast={index === count - 1} actions={actions} />
    </div>
  );
}

/** The cell's output; its state shows if it no longer holds. */
function CellSummary({ cell, state }: { readonly cell: Cell; readonly state: CellState }) {
  const texts = useTexts();
  const output = state.status === "done" ? state.output : null;
  const { summary } = viewOf(cell.type);
  return (
    output?.type === cell.type && summary && <span className="cell-summary">{summary(output, texts)}</span>
  );
}

export interface FoldProps {
  readonly section: Pick<Section, "headingId" | "title" | "folded"> & { readonly count: number };
}

/** The section that the cell starts, or null. The same object while other cells are edited. */
export function useSectionOf(cell: Cell): FoldProps["section"] | null {
  return useApp(
    useShallow(({ notebook }) => {
      const section = notebook && cell.type === "markdown" ? sectionAt(notebook, cell.id) : null;
      if (section?.headingId !== cell.id) return null;
      const { headingId, title, folded, ids } = section;
      return { headingId, title, folded, count: ids.length };
    }),
  );
}

function FoldButton({ section: { headingId, title, folded } }: FoldProps) {
  const texts = useTexts().cell;
  const { foldSection } = useActions();
  return (
    <IconButton
      icon={folded ? ChevronsUpDown : ChevronsDownUp}
      label={folded ? texts.unfoldSection(title) : texts.foldSection(title)}
      aria-expanded={!folded}
      onClick={() => foldSection(headingId, !folded)}
    />
  );
}

function useCellMenuActions(cell: Cell, index: number): CellMenuActions {
  const texts = useTexts();
  const say = useSay();
  const services = useServices();
  const store = useActions();
  const before = useApp((state) => state.notebook?.cells[index - 1]?.id ?? null);
  const add = (after: string | null) => (type: Cell["type"]) => {
    const id = store.addCell(type, { after });
    if (type === "markdown") store.setEditing(id);
    else focusCell(id);
  };
  return {
    moveUp: () => {
      store.moveCell(cell.id, "up");
      focusCell(cell.id);
    },
    moveDown: () => {
      store.moveCell(cell.id, "down");
      focusCell(cell.id);
    },
    duplicate: () => {
      store.duplicateCell(cell.id);
      focusCell(cell.id);
    },
    delete: () => deleteCellWithNotice(services.store, texts, say, cell.id),
    addAbove: add(before),
    addBelow: add(cell.id),
    edit: () => editCell(store, cell),
  };
}

function RunButton({
  cell,
  name,
  running,
}: {
  readonly cell: Cell;
  readonly name: string;
  readonly running: boolean;
}) {
  const texts = useTexts().cell;
  const { runCell, stopCell } = useActions();
  return running ? (
    <IconButton
      className="run-button running"
      icon={Square}
      label={texts.stop(name)}
      onClick={() => stopCell(cell.id)}
    />
  ) : (
    <IconButton
      className="run-button"
      icon={Play}
      label={texts.run(name)}
      onClick={() => void runCell(cell.id)}
    />
  );
}
