import { memo, type MouseEvent } from "react";
import { useActions, useCellState, useOfCell } from "#components/app-context.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { later } from "#components/ui/later.ts";
import { Part } from "#components/ui/part.tsx";
import { type CellState, isBusy } from "#kernel/cell-state.ts";
import { type Cell, kindOf } from "#cells/cell.ts";
import { isCollapsed } from "#notebook/collapse.ts";
import type { CellId } from "#notebook/cell.ts";
import { isRunnable } from "#notebook/dependencies.ts";
import { hasSavedOutputs } from "#notebook/saved-attachments.ts";
import { isTextual } from "#notebook/edits.ts";
import type { AppState } from "#store/app-state.ts";
import { selectedIds } from "#store/selection-actions.ts";
import { CellContent } from "./cell-content.tsx";
import { CellHead, type FoldProps, Rail, useSectionOf } from "./cell-head.tsx";
import { CellProblem } from "./cell-problem.tsx";
import { CellProgress } from "./cell-progress.tsx";
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
  const selection = useOfCell(cell.id, (state) => selectionOf(state, cell.id));
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
  const section = useSectionOf(cell);
  return (
    <>
      <Rail cell={cell} name={name} isRunning={isBusy(state)} />
      <div className="cell-card">
        <CellHead {...{ cell, name, index, count, section, state }} />
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

function neverRan(state: CellState): boolean {
  return state.status === "idle" || (state.status === "interrupted" && state.output === null);
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
