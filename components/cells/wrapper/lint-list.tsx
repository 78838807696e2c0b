import { english } from "#base/message.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { LintFinding } from "#wrapper/lint/finding.ts";
import type { WrapperSource } from "#wrapper/wrapper.ts";

interface LintListProps {
  readonly findings: readonly LintFinding[];
  readonly onFix: (fixed: WrapperSource) => void;
}

/** What would break with the wrapper's versions, each with a button that fixes it if possible. */
export function LintList({ findings, onFix }: LintListProps) {
  const texts = useTexts().lint;
  const say = useSay();
  if (findings.length === 0) return null;
  return (
    <ul className="notes lint-list" aria-label={texts.list}>
      {findings.map(({ rule, line, message, fixed }) => (
        <li key={`${rule} ${line} ${english(message)}`}>
          <span>
            {line !== null && <strong>{texts.line(line)}</strong>} {say(message)}
          </span>
          {fixed !== null && (
            <button
              type="button"
              className="button small"
              aria-label={texts.fixOf(say(message))}
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
