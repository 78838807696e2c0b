/** The hits of a query: in the cells' own texts, and in their outputs as drawn. */
import { useEffect, useMemo, useState } from "react";
import { useApp } from "#components/app-context.ts";
import { findHits, type FindQuery, type Hit, patternOf, textOfHit } from "#notebook/find.ts";
import type { ShownHit } from "./shown-hits.ts";
import { useLoaded } from "./use-loaded.ts";

export type AnyHit = Hit | ShownHit;

export function isShownHit(hit: AnyHit): hit is ShownHit {
  return "range" in hit;
}

type Finder = typeof import("./shown-hits.ts");

export interface Hits {
  /** null for a query that is empty or not a valid regular expression. */
  readonly pattern: RegExp | null;
  /** Those that can be replaced. */
  readonly written: readonly Hit[];
  /** All, in the notebook's order. */
  readonly all: readonly AnyHit[];
  /** null until it is loaded; hits in the cells' own texts are found without it. */
  readonly finder: Finder | null;
  /** The type of text that contains the hit. */
  readonly textOf: (hit: AnyHit) => string;
}

export function useHits(query: FindQuery): Hits {
  const notebook = useApp((state) => state.notebook);
  const pattern = useMemo(() => (query.text === "" ? null : patternOf(query)), [query]);
  const written = useMemo(
    () => (notebook && pattern ? findHits(notebook, pattern) : []),
    [notebook, pattern],
  );
  const finder = useLoaded(loadShownHits);
  const shown = useShownHits(finder, pattern);
  return {
    pattern,
    written,
    all: notebook && finder ? finder.inNotebookOrder(notebook, written, shown) : written,
    finder,
    textOf: (hit) => (isShownHit(hit) ? hit.text : notebook ? textOfHit(notebook, hit) : ""),
  };
}

const loadShownHits = () => import("./shown-hits.ts");

const NONE: readonly ShownHit[] = [];

/** Hits in outputs, as they are drawn now. */
function useShownHits(finder: Finder | null, pattern: RegExp | null): readonly ShownHit[] {
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
