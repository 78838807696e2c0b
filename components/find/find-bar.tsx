import { ChevronDown, ChevronUp, X } from "lucide-react";
import { useEffect, useEffectEvent, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { useActions, useApp } from "#components/app-context.ts";
import { cellElement, focusCell } from "#components/notebook/focus-cell.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { useAskedFor } from "#components/ui/open-dialog.ts";
import { useReturnFocus } from "#components/ui/use-return-focus.ts";
import { kindOf } from "#cells/cell.ts";
import { findHits, patternOf, textOfHit, type Hit } from "#notebook/find.ts";
import { markHit } from "./mark-hit.ts";
import type { ShownHit } from "./shown-hits.ts";
import "./find.css";

const CONTEXT = 24;
const OPTIONS = ["matchCase", "wholeWord", "regex"] as const;

/** Find and replace over the notebook; beside the cells, which stay in use. */
export function FindBar({ onClose }: { readonly onClose: () => void }) {
  const all = useTexts();
  const texts = all.find;
  const say = useSay();
  const notebook = useApp((state) => state.notebook);
  const { replaceNotebook, select, setCollapsed, setEditing } = useActions();
  const [query, setQuery] = useState({ text: "", matchCase: false, wholeWord: false, regex: false });
  const [by, setBy] = useState("");
  const [at, setAt] = useState(0);
  const [told, setTold] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const returnFocus = useReturnFocus();
  useAskedFor("find", () => {
    field.current?.focus();
    field.current?.select();
  });

  const pattern = useMemo(() => (query.text === "" ? null : patternOf(query)), [query]);
  const written = useMemo(
    () => (notebook && pattern ? findHits(notebook, pattern) : []),
    [notebook, pattern],
  );
  const finder = useLoaded(loadShownHits);
  const shown = useShownHits(finder, pattern);
  const hits: readonly (Hit | ShownHit)[] =
    notebook && finder ? finder.inNotebookOrder(notebook, written, shown) : written;
  const place = Math.min(at, hits.length - 1);
  const hit = hits[place];
  const bad = query.text !== "" && pattern === null;
  const isShown = hit !== undefined && isShownHit(hit);
  const text = !notebook || !hit ? "" : isShownHit(hit) ? hit.text : textOfHit(notebook, hit);
  const cellId = hit?.cellId;
  useEffect(() => {
    if (cellId === undefined) return;
    select(cellId);
    // Once a folded section that hides it is drawn open.
    requestAnimationFrame(() => cellElement(cellId)?.scrollIntoView({ block: "nearest" }));
  }, [cellId, select]);
  const show = useEffectEvent((at: number) => {
    const shownHit = hits[at];
    if (shownHit && isShownHit(shownHit)) finder?.showHit(shownHit);
  });
  useEffect(() => {
    if (!isShown || cellId === undefined || pattern === null) {
      finder?.showNoHit();
      return;
    }
    // After its cell. A hit that is only drawn anew does not take the page back to it.
    const frame = requestAnimationFrame(() => show(place));
    return () => cancelAnimationFrame(frame);
  }, [cellId, finder, isShown, pattern, place]);

  const step = (by: 1 | -1) => {
    setTold("");
    if (hits.length > 0) setAt((place + by + hits.length) % hits.length);
  };
  const replaceHits = useLoaded(loadReplaceHits);
  const replace = (chosen: readonly Hit[]) => {
    if (!notebook || !pattern || !replaceHits) return;
    const replaced = replaceHits(notebook, chosen, { pattern, by, expands: query.regex });
    const next = replaced.notebook;
    replaceNotebook(next);
    const left = findHits(next, pattern).length;
    // What replaces may match too; the next press is for the next hit.
    if (chosen.length === 1 && left === written.length) setAt((place + 1) % hits.length);
    // The buttons are of no use now, and would take the focus away with them.
    if (left === 0) field.current?.focus();
    const told = [
      ...(replaced.count > 0 ? [texts.replaced(replaced.count)] : []),
      ...(replaced.leftCount > 0 ? [texts.leftInJson(replaced.leftCount)] : []),
    ];
    setTold(told.join(" "));
  };
  const close = () => {
    onClose();
    if (cellId === undefined) returnFocus();
    else focusCell(cellId);
  };
  const edit = () => {
    if (!notebook || !hit) return;
    if (isShownHit(hit)) {
      onClose();
      focusCell(hit.cellId);
      // After its cell has the focus and is in sight.
      requestAnimationFrame(() => {
        getSelection()?.removeAllRanges();
        getSelection()?.addRange(hit.range);
        finder?.showHit(hit);
        finder?.showNoHit();
      });
      return;
    }
    const cell = notebook.cells.find(({ id }) => id === hit.cellId);
    setCollapsed([hit.cellId], false);
    if (cell?.type === "markdown") setEditing(hit.cellId);
    onClose();
    // Once the text's field is drawn.
    setTimeout(() => {
      if (!markHit(hit, text)) focusCell(hit.cellId);
    });
  };
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === "Escape") close();
  };
  const onFieldKey = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) edit();
    else step(event.shiftKey ? -1 : 1);
  };
  const number = notebook ? notebook.cells.findIndex(({ id }) => id === cellId) : -1;
  const cell = notebook?.cells[number];

  return (
    // Escape closes it from any of its controls.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <search className="find-bar" aria-label={texts.title} onKeyDown={onKeyDown}>
      <div className="find-row">
        <input
          ref={field}
          type="text"
          className="input"
          aria-label={texts.find}
          placeholder={texts.find}
          aria-invalid={bad || undefined}
          value={query.text}
          onKeyDown={onFieldKey}
          onChange={({ target }) => {
            setQuery({ ...query, text: target.value });
            setAt(0);
            setTold("");
          }}
        />
        <IconButton icon={ChevronUp} label={texts.previous} onClick={() => step(-1)} />
        <IconButton icon={ChevronDown} label={texts.next} onClick={() => step(1)} />
        <IconButton icon={X} label={all.dialog.close} onClick={close} />
      </div>
      <div className="find-row">
        {OPTIONS.map((option) => (
          <label key={option} className="find-option">
            <input
              type="checkbox"
              checked={query[option]}
              onChange={({ target }) => {
                setQuery({ ...query, [option]: target.checked });
                setAt(0);
              }}
            />{" "}
            {texts[option]}
          </label>
        ))}
      </div>
      <div className="find-row">
        <input
          type="text"
          className="input"
          aria-label={texts.by}
          placeholder={texts.by}
          value={by}
          onChange={({ target }) => setBy(target.value)}
        />
        <button
          type="button"
          className="button small"
          disabled={!hit || isShown || !replaceHits}
          onClick={() => hit && replace([hit])}
        >
          {texts.replace}
        </button>
        <button
          type="button"
          className="button small"
          disabled={written.length === 0 || !replaceHits}
          onClick={() => replace(written)}
        >
          {texts.replaceAll}
        </button>
      </div>
      <output className={bad ? "field-error" : "hint"}>
        {bad && texts.bad}
        {!bad && told !== "" && `${told} `}
        {!bad && query.text !== "" && (hit ? texts.count(place + 1, hits.length) : texts.none)}
      </output>
      {hit && cell && (
        <p className="find-hit">
          {say(kindOf(cell).title)} {number + 1}:{" "}
          <span className="mono">
            {text.slice(Math.max(0, hit.start - CONTEXT), hit.start)}
            <mark>{text.slice(hit.start, hit.end)}</mark>
            {text.slice(hit.end, hit.end + CONTEXT)}
          </span>{" "}
          <button type="button" className="button small quiet" onClick={edit}>
            {texts.edit}
          </button>
        </p>
      )}
      <p className="hint">{texts.scope}</p>
    </search>
  );
}

function isShownHit(hit: Hit | ShownHit): hit is ShownHit {
  return "range" in hit;
}

const loadReplaceHits = () => import("#notebook/replace.ts").then(({ replaceHits }) => replaceHits);
const loadShownHits = () => import("./shown-hits.ts");

const NONE: readonly ShownHit[] = [];

/** Hits in outputs, as they are drawn now. */
function useShownHits(
  finder: typeof import("./shown-hits.ts") | null,
  pattern: RegExp | null,
): readonly ShownHit[] {
  const [hits, setHits] = useState(NONE);
  useEffect(() => {
    const notebook = document.querySelector("#notebook");
    if (!finder || !notebook || !pattern) return;
    const stop = finder.watchShownHits(notebook, pattern, setHits);
    return () => {
      stop();
      setHits(NONE);
    };
  }, [finder, pattern]);
  return hits;
}

/** null until it is loaded. Without it, the rest works all the same. */
function useLoaded<T extends object>(load: () => Promise<T>): T | null {
  const [loaded, setLoaded] = useState<T | null>(null);
  useEffect(() => {
    load().then(
      (it) => setLoaded(() => it),
      () => undefined,
    );
  }, [load]);
  return loaded;
}
