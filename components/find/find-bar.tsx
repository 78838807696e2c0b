import { useRef, useState } from "react";
import { focusCell } from "#components/notebook/focus-cell.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { useAskedFor } from "#components/ui/open-dialog.ts";
import { useReturnFocus } from "#components/ui/use-return-focus.ts";
import type { FindQuery, Hit } from "#notebook/find.ts";
import { HitLine } from "./hit-line.tsx";
import { QueryRows } from "./query-rows.tsx";
import { ReplaceRow } from "./replace-row.tsx";
import { useGoToHit } from "./use-go-to-hit.ts";
import { useHitInSight } from "./use-hit-in-sight.ts";
import { isShownHit, useHits } from "./use-hits.ts";
import "./find.css";

const NO_QUERY: FindQuery = { text: "", matchCase: false, wholeWord: false, regex: false };

/** Find and replace over the notebook. The cells stay usable. */
export function FindBar({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts().find;
  const [query, setQuery] = useState(NO_QUERY);
  const [at, setAt] = useState(0);
  const [told, setTold] = useState("");
  const field = useRef<HTMLInputElement>(null);
  const returnFocus = useReturnFocus();
  useAskedFor("find", () => {
    field.current?.focus();
    field.current?.select();
  });

  const hits = useHits(query);
  const { all, written } = hits;
  const place = Math.min(at, all.length - 1);
  const hit = all[place];
  const isBad = query.text !== "" && hits.pattern === null;
  useHitInSight(hits, place);
  const goToHit = useGoToHit(hits, onClose);
  const go = () => hit && goToHit(hit);

  const step = (by: 1 | -1) => {
    setTold("");
    if (all.length > 0) setAt((place + by + all.length) % all.length);
  };
  const onReplaced = (chosen: readonly Hit[], left: number, told: string) => {
    // The replacement may match too; the next press is for the next hit.
    if (chosen.length === 1 && left === written.length) setAt((place + 1) % all.length);
    // The buttons become disabled, and would take the focus away with them.
    if (left === 0) field.current?.focus();
    setTold(told);
  };
  const close = () => {
    onClose();
    if (hit === undefined) returnFocus();
    else focusCell(hit.cellId);
  };

  return (
    // Escape closes it from any of its controls.
    // oxlint-disable-next-line jsx-a11y/no-static-element-interactions
    <search
      className="find-bar"
      aria-label={texts.title}
      onKeyDown={({ key }) => key === "Escape" && close()}
    >
      <QueryRows
        {...{ query, isBad, field }}
        onQuery={(next) => {
          setQuery(next);
          setAt(0);
          if (next.text !== query.text) setTold("");
        }}
        onStep={step}
        onGo={go}
        onClose={close}
      />
      <ReplaceRow
        hits={hits}
        hit={hit === undefined || isShownHit(hit) ? null : hit}
        expands={query.regex}
        onReplaced={onReplaced}
      />
      <output className={isBad ? "field-error" : "hint"}>
        {isBad && texts.bad}
        {!isBad && told !== "" && `${told} `}
        {!isBad && query.text !== "" && (hit ? texts.count(place + 1, all.length) : texts.none)}
      </output>
      {hit && <HitLine hit={hit} text={hits.textOf(hit)} onGo={go} />}
      <p className="hint">{texts.scope}</p>
    </search>
  );
}
