import {
  ChevronDown,
  ChevronRight,
  ChevronsDownUp,
  ChevronsUpDown,
  GripVertical,
  Play,
  Square,
} from "lucide-react";
import { memo, type MouseEvent } from "react";
import { useShallow } from "zustand/react/shallow";
import { useActions, useApp, useCellState, useServices } from "#components/app-context.ts";
import { viewOf } from "#components/cells/view-of.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { later } from "#components/ui/later.ts";
import { Part } from "#components/ui/part.tsx";
import { type CellState, isBusy } from "#kernel/cell-state.ts";
import { type Cell, kindOf } from "#cells/cell.ts";
import { isCollapsed } from "#notebook/collapse.ts";
import type { CellId } from "#notebook/cell.ts";
import { isRunnable } from "#notebook/dependencies.ts";
import { hasSavedOutputs } from "#notebook/saved-attachments.ts";
import { isTextual } from "#notebook/edits.ts";
import { type Section, sectionAt } from "#notebook/sections.ts";
import type { AppState } from "#store/app-state.ts";
import { selectedIds } from "#store/selection-actions.ts";
import { CellContent } from "./cell-content.tsx";
import { BackToCode } from "./back-to-code.tsx";
import { CellMenu, type CellMenuActions } from "./cell-menu.tsx";
import { CellProblem } from "./cell-problem.tsx";
import { CellProgress } from "./cell-progress.tsx";
import { CellStatus } from "./cell-status.tsx";
import { deleteCellWithNotice } from "./delete-cell.ts";
import { setDraggedCell } from "./drag.ts";
import { editCell } from "./edit-cell.ts";
import { FarCell } from "./far-cell.tsx";
import { focusCell } from "./focus-cell.ts";

const PythonQuestion = later(() => import("#components/cells/python-question.tsx"));
const SavedOutputs = later(() => import("#components/cells/outputs/saved-outputs.tsx"));

interface CellFrameProps {
  readonly cell: Cell;
  readonly index: number;
  readonly count: number;
  /** False far from the window: the cell's words stand for it. */
  readonly isDrawn?: boolean;
}

/** What every cell has: a place in the list, a run button, its state, a menu, the focus. */
export const CellFrame = memo(function CellFrame({ cell, index, count, isDrawn = true }: CellFrameProps) {
  const texts = useTexts();
  const selection = useApp((state) => selectionOf(state, cell.id));
  // If no cell is selected, the first one gets the focus when a person tabs into the notebook.
  const tabStop = selection === "active" || (selection === "none" && index === 0);
  const { select, selectTo, collapseSelection } = useActions();
  const state = useCellState(cell.id);
  const type = useSay()(kindOf(cell).title);
  const name = texts.cell.name(index + 1, type);
  const runnable = isRunnable(cell);

  return (
    // The article is a stop of its own: single-key commands apply to it, and not to the fields in it.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <article
      className={`cell ${cell.type} is-${state.status} ${selection === "active" || selection === "selected" ? "selected" : ""} ${isReadable(cell, state) ? "readable" : ""}`}
      aria-current={selection === "active"}
      aria-label={name}
      data-cell-id={cell.id}
      data-status={runnable ? state.status : undefined}
      // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex
      tabIndex={tabStop ? 0 : -1}
      onFocus={() => select(cell.id)}
      onPointerDown={(event) => {
        // With Shift, selects everything from the selected cell to this one; the focus comes after, and keeps it.
        if (extendsSelection(event)) selectTo(cell.id);
        else if (event.button === 0) collapseSelection();
      }}
      onMouseDown={(event) => {
        if (!extendsSelection(event)) return;
        // Otherwise the browser would select all text from the caret to here, and focus the cell.
        event.preventDefault();
        focusCell(cell.id);
      }}
    >
      {isDrawn ? <CellParts {...{ cell, name, index, count, state }} /> : <FarCell cell={cell} />}
    </article>
  );
});

/** One word for all that a frame asks of the selection: a thousand frames ask at each key. "none": no cell is selected. */
function selectionOf(state: AppState, id: CellId): "active" | "selected" | "other" | "none" {
  if (state.selected === null) return "none";
  if (state.selected === id) return "active";
  return state.anchor !== null && selectedIds(state).has(id) ? "selected" : "other";
}

interface CellPartsProps extends Omit<CellFrameProps, "isDrawn"> {
  readonly name: string;
  readonly state: CellState;
}

function CellParts({ cell, name, index, count, state }: CellPartsProps) {
  const type = useSay()(kindOf(cell).title);
  const section = useSectionOf(cell);
  const Icon = viewOf(cell.type).icon;
  const runnable = isRunnable(cell);
  return (
    <>
      <Rail cell={cell} name={name} isRunning={isBusy(state)} />
      <div className="cell-card">
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
          <CellTools {...{ cell, name, index, count, section }} />
        </header>
        {isCollapsed(cell) ? (
          <CollapsedLine cell={cell} />
        ) : (
          <CellBody cell={cell} name={name} state={state} />
        )}
        {state.status === "running" && state.input && (
          <div className="cell-body">
            <Part>
              <PythonQuestion id={cell.id} request={state.input} />
            </Part>
          </div>
        )}
        {section?.folded && <HiddenCells section={section} />}
      </div>
    </>
  );
}

/** Whether the reading view shows anything of it: a text, an output, a problem. A wrapper has only form and code. */
function isReadable(cell: Cell, state: CellState): boolean {
  if (cell.type === "markdown" || state.status === "failed") return true;
  const hasOutput = "output" in state && state.output !== null;
  return cell.type !== "wrapper" && (hasOutput || hasSavedOutputs(cell));
}

interface RailProps {
  readonly cell: Cell;
  readonly name: string;
  readonly isRunning: boolean;
}

/** Beside the cell: its run button and drag handle. */
function Rail({ cell, name, isRunning }: RailProps) {
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
}

interface CellToolsProps extends Omit<CellFrameProps, "isDrawn"> {
  readonly name: string;
  readonly section: FoldProps["section"] | null;
}

function CellTools({ cell, name, index, count, section }: CellToolsProps) {
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

interface CellBodyProps {
  readonly cell: Cell;
  readonly name: string;
  readonly state: CellState;
}

function CellBody({ cell, name, state }: CellBodyProps) {
  const showsSaved = isRunnable(cell) && cell.type !== "code" && neverRan(state) && hasSavedOutputs(cell);
  return (
    <div className="cell-body">
      <CellContent cell={cell} name={name}>
        <CellProgress state={state} />
        <CellProblem id={cell.id} state={state} />
      </CellContent>
      {showsSaved && (
        <Part>
          <SavedOutputs jupyter={cell.jupyter} name={name} />
        </Part>
      )}
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

function neverRan(state: CellState): boolean {
  return state.status === "idle" || (state.status === "interrupted" && state.output === null);
}

interface FoldProps {
  readonly section: Pick<Section, "headingId" | "title" | "folded"> & { readonly count: number };
}

/** The section that the cell starts, or null. The same object while other cells are edited. */
function useSectionOf(cell: Cell): FoldProps["section"] | null {
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

/** Says what a folded section hides. A click opens it. */
function HiddenCells({ section: { headingId, count } }: FoldProps) {
  const texts = useTexts().cell;
  const { foldSection } = useActions();
  return (
    <button
      type="button"
      className="button small quiet hidden-cells"
      onClick={() => {
        foldSection(headingId, false);
        // The button disappears, and takes the focus with it.
        focusCell(headingId);
      }}
    >
      {texts.hiddenCount(count)}
    </button>
  );
}

/** The beginning of a collapsed text or code; other cells are recognised by type and state. A click opens it. */
function CollapsedLine({ cell }: { readonly cell: Cell }) {
  const { setCollapsed } = useActions();
  if (!isTextual(cell)) return null;
  const line = /\S.{0,500}/.exec(cell.source)?.[0] ?? "";
  return (
    // For the mouse; the keyboard has the arrows and the button in the head.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events, jsx-a11y/no-static-element-interactions
    <div className="collapsed-line" onClick={() => setCollapsed([cell.id], false)}>
      <span>{cell.type === "markdown" ? line.replace(/^#+\s/, "") : line}</span> …
    </div>
  );
}

/** A click with Shift, except in a field or an output, where it selects text. */
function extendsSelection({ button, shiftKey, target }: MouseEvent): boolean {
  const ofText = "input, textarea, select, button, .monaco-editor, .output";
  return button === 0 && shiftKey && target instanceof Element && target.closest(ofText) === null;
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
