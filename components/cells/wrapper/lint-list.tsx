import { useMemo } from "react";
import { useTexts } from "#components/texts/use-texts.ts";
import { lintWrapper } from "#wrapper/lint/lint-wrapper.ts";
import type { WrapperSource } from "#wrapper/wrapper.ts";

interface LintListProps {
  readonly wrapper: WrapperSource;
  readonly onFix: (fixed: WrapperSource) => void;
}

/** What would break on the versions that the wrapper is written for, each with the button that mends it, if it can be. */
export function LintList({ wrapper, onFix }: LintListProps) {
  const texts = useTexts().lint;
  const findings = useMemo(() => lintWrapper(wrapper), [wrapper]);
  if (findings.length === 0) return null;
  return (
    <ul className="notes lint-list" aria-label={texts.list}>
      {findings.map(({ rule, line, message, fixed }) => (
        <li key={`${rule} ${line} ${message}`}>
          <span>
            {line !== null && <strong>{texts.line(line)}</strong>} {message}
          </span>
          {fixed !== null && (
            <button
              type="button"
              className="button small"
              aria-label={texts.fixOf(message)}
              onClick={() => onFix(fixed)}
            >
              {texts.fix}
            </button>
          )}
        </li>
      ))}
    </ul>
  );
}
