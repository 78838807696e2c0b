import { useState } from "react";
import { useActions, useApp } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { findHits, type Hit } from "#notebook/find.ts";
import type { Hits } from "./use-hits.ts";
import { useLoaded } from "./use-loaded.ts";

interface ReplaceRowProps {
  readonly hits: Hits;
  /** The current hit; null if it cannot be replaced. */
  readonly hit: Hit | null;
  /** Whether the replacement can refer to groups of the expression. */
  readonly expands: boolean;
  /** @param left the number of hits afterwards. @param told the outcome, in sentences. */
  readonly onReplaced: (chosen: readonly Hit[], left: number, told: string) => void;
}

export function ReplaceRow({ hits: { pattern, written }, hit, expands, onReplaced }: ReplaceRowProps) {
  const texts = useTexts().find;
  const notebook = useApp((state) => state.notebook);
  const { replaceNotebook } = useActions();
  const [by, setBy] = useState("");
  const replaceHits = useLoaded(loadReplaceHits);
  const replace = (chosen: readonly Hit[]) => {
    if (!notebook || !pattern || !replaceHits) return;
    const replaced = replaceHits(notebook, chosen, { pattern, by, expands });
    replaceNotebook(replaced.notebook);
    const told = [
      ...(replaced.count > 0 ? [texts.replaced(replaced.count)] : []),
      ...(replaced.leftCount > 0 ? [texts.leftInJson(replaced.leftCount)] : []),
    ];
    onReplaced(chosen, findHits(replaced.notebook, pattern).length, told.join(" "));
  };
  return (
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
        disabled={!hit || !replaceHits}
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
  );
}

const loadReplaceHits = () => import("#notebook/replace.ts").then(({ replaceHits }) => replaceHits);
