import { ChevronsDownUp, ChevronsUpDown, CircleCheck, X } from "lucide-react";
import { useLayoutEffect, useMemo, useRef, type CSSProperties } from "react";
import { useActions, useApp, useCellState } from "#components/app-context.ts";
import { viewOf } from "#components/cells/view-of.ts";
import { CellStatus } from "#components/notebook/cell-status.tsx";
import { focusCell } from "#components/notebook/focus-cell.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useAskedFor } from "#components/ui/open-dialog.ts";
import { useReturnFocus } from "#components/ui/use-return-focus.ts";
import { kindOf } from "#cells/cell.ts";
import type { CellId } from "#notebook/cell.ts";
import { outlineOf, type OutlineEntry } from "#notebook/outline.ts";
import "./outline.css";

/** At this width it covers the cells; otherwise it stays open beside them. */
const NARROW = "(max-width: 48rem)";
/**
 * Makes room beside the cells (outline.css). A class, not body:has(.outline-panel): with :has, the browser would check all cells' styles
 * at each key.
 */
const BESIDE = "has-outline";

/** The notebook's headings and cells, to go to one. The cells stay usable. */
export default function OutlinePanel({ onClose }: { readonly onClose: () => void }) {
  const all = useTexts();
  const texts = all.outline;
  const notebook = useApp((state) => state.notebook);
  const selected = useApp((state) => state.selected);
  const { select, setCollapsed } = useActions();
  const entries = useMemo(() => (notebook ? outlineOf(notebook) : []), [notebook]);
  const panel = useRef<HTMLElement>(null);
  useLayoutEffect(() => {
    document.body.classList.add(BESIDE);
    return () => document.body.classList.remove(BESIDE);
  }, []);
  const returnFocus = useReturnFocus();
  const wentTo = useRef<CellId | null>(null);
  useAskedFor("outline", () => {
    const current = panel.current?.querySelector<HTMLElement>("[aria-current]");
    (current ?? panel.current?.querySelector<HTMLElement>("ol button") ?? panel.current)?.focus();
  });
  const current = entries.findIndex(({ cellId }) => cellId === selected);
  const ids = notebook?.cells.map(({ id }) => id) ?? [];
  const close = () => {
    onClose();
    if (wentTo.current === null) returnFocus();
    else focusCell(wentTo.current);
  };
  const go = ({ cellId }: OutlineEntry) => {
    // Opens a folded section on the way.
    select(cellId);
    wentTo.current = cellId;
    focusCell(cellId, "start");
    if (matchMedia(NARROW).matches) onClose();
  };

  return (
    // Escape closes it from any of its controls.
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-element-interactions
    <nav
      ref={panel}
      className="outline-panel"
      aria-label={texts.title}
      tabIndex={-1}
      onKeyDown={(event) => {
        if (event.key === "Escape") close();
      }}
    >
      <div className="outline-head">
        <h2>{texts.title}</h2>
        <IconButton icon={ChevronsDownUp} label={texts.collapseAll} onClick={() => setCollapsed(ids, true)} />
        <IconButton icon={ChevronsUpDown} label={texts.expandAll} onClick={() => setCollapsed(ids, false)} />
        <IconButton icon={X} label={all.dialog.close} onClick={close} />
      </div>
      {entries.length === 0 && <p className="hint">{texts.empty}</p>}
      <ol>
        {entries.map((entry, at) => (
          <li key={entry.id} style={{ "--level": entry.level } as CSSProperties}>
            <button
              type="button"
              className={entry.title === null ? "outline-cell" : "outline-heading"}
              aria-current={at === current || undefined}
              onClick={() => go(entry)}
            >
              {entry.title ?? <CellLine entry={entry} />}
            </button>
          </li>
        ))}
      </ol>
    </nav>
  );
}

function CellLine({ entry: { cellId, type, place } }: { readonly entry: OutlineEntry }) {
  const texts = useTexts().cell;
  const say = useSay();
  const state = useCellState(cellId);
  const Icon = viewOf(type).icon;
  return (
    <>
      <Icon aria-hidden /> {texts.name(place, say(kindOf({ type }).title))}
      {state.status === "done" ? (
        // In a list this short, success needs no words.
        <CircleCheck aria-hidden className="outline-done" />
      ) : (
        state.status !== "idle" && <CellStatus state={state} />
      )}
    </>
  );
}
