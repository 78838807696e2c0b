import { ChevronDown, ChevronUp, X } from "lucide-react";
import type { KeyboardEvent, RefObject } from "react";
import { useTexts } from "#components/texts/use-texts.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import type { FindQuery } from "#notebook/find.ts";

const OPTIONS = ["matchCase", "wholeWord", "regex"] as const;

interface QueryRowsProps {
  readonly query: FindQuery;
  readonly isBad: boolean;
  readonly field: RefObject<HTMLInputElement | null>;
  readonly onQuery: (query: FindQuery) => void;
  readonly onStep: (by: 1 | -1) => void;
  readonly onGo: () => void;
  readonly onClose: () => void;
}

/** The query and its options. */
export function QueryRows({ query, isBad, field, onQuery, onStep, onGo, onClose }: QueryRowsProps) {
  const { find: texts, dialog } = useTexts();
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key !== "Enter") return;
    event.preventDefault();
    if (event.ctrlKey || event.metaKey) onGo();
    else onStep(event.shiftKey ? -1 : 1);
  };
  return (
    <>
      <div className="find-row">
        <input
          ref={field}
          type="text"
          className="input"
          aria-label={texts.find}
          placeholder={texts.find}
          aria-invalid={isBad || undefined}
          value={query.text}
          onKeyDown={onKeyDown}
          onChange={({ target }) => onQuery({ ...query, text: target.value })}
        />
        <IconButton icon={ChevronUp} label={texts.previous} onClick={() => onStep(-1)} />
        <IconButton icon={ChevronDown} label={texts.next} onClick={() => onStep(1)} />
        <IconButton icon={X} label={dialog.close} onClick={onClose} />
      </div>
      <div className="find-row">
        {OPTIONS.map((option) => (
          <label key={option} className="find-option">
            <input
              type="checkbox"
              checked={query[option]}
              onChange={({ target }) => onQuery({ ...query, [option]: target.checked })}
            />{" "}
            {texts[option]}
          </label>
        ))}
      </div>
    </>
  );
}
