import { useEffect, useState } from "react";
import { useServices } from "#components/app-context.ts";
import { formatDuration } from "#components/format.ts";
import type { Texts } from "#components/texts/en.ts";
import type { Say } from "#components/texts/say.ts";
import { useSay } from "#components/texts/use-say.ts";
import { viewOf } from "#components/cells/view-of.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { type CellState, waitsForConsent } from "#kernel/cell-state.ts";
import { type Cell, kindOf } from "#cells/cell.ts";
import { selectedCells } from "#store/selection-actions.ts";

/** Tells screen readers when a cell ends and what it gave, when it asks for consent, and how many cells are selected. Starting is the person's own action and is not announced. */
export function Announcer() {
  const texts = useTexts();
  const say = useSay();
  const { store } = useServices();
  const [said, setSaid] = useState({ text: "", count: 0 });
  useEffect(() => {
    const tell = (text: string) => setSaid(({ count }) => ({ text, count: count + 1 }));
    return store.subscribe((now, before) => {
      if (now.anchor !== null && (now.anchor !== before.anchor || now.selected !== before.selected))
        tell(texts.cell.selectedCount(selectedCells(now).length));
      if (now.cellStates === before.cellStates) return;
      const ended = (now.notebook?.cells ?? []).flatMap((cell, at) => {
        const state = now.cellStates.get(cell.id);
        const last = before.cellStates.get(cell.id);
        if (!state || state === last) return [];
        // The field of input() takes the focus, and is read for that.
        if (asksForConsent(state) && !asksForConsent(last))
          return `${texts.cell.name(at + 1, say(kindOf(cell).title))}: ${texts.state.needsConsent}.`;
        if (last?.status !== "running") return [];
        return sentence(texts, say, cell, at, state) ?? [];
      });
      if (ended.length > 0) tell(ended.join(" "));
    });
  }, [store, texts, say]);
  return (
    <output className="visually-hidden">
      {/* Another element each time: what is the same again, such as a second failure, is said again. */}
      <span key={said.count}>{said.text}</span>
    </output>
  );
}

function asksForConsent(state: CellState | undefined): boolean {
  return state?.status === "running" && state.input?.server !== undefined;
}

function sentence(texts: Texts, say: Say, cell: Cell, at: number, state: CellState): string | null {
  const name = texts.cell.name(at + 1, say(kindOf(cell).title));
  if (state.status === "failed" && waitsForConsent(state)) return `${name}: ${say(state.error)}`;
  if (state.status === "failed") return texts.state.failedBecause(name, say(state.error));
  if (state.status !== "done") return null;
  const elapsed = formatDuration(state.elapsedMs);
  const ended = `${name}: ${state.stopped ? texts.state.stopped(elapsed) : texts.state.done(elapsed)}.`;
  const { spoken, summary } = viewOf(cell.type);
  if (state.output.type !== cell.type) return ended;
  const result = spoken?.(state.output) ?? summary?.(state.output, texts) ?? "";
  return `${ended} ${result.slice(0, MOST_SPOKEN)}`.trim();
}

/** Characters of an answer: who wants all of a long one reads it in its cell. */
const MOST_SPOKEN = 600;
