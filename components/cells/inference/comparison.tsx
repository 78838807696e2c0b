import { formatDuration, formatRate } from "#components/format.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { Answer } from "#inference/class-answer.ts";
import { answerText, firstDifference } from "./answer-text.ts";

interface Side {
  readonly name: string;
  readonly output: Answer;
}

interface ComparisonProps {
  readonly here: Side;
  readonly there: Side;
  readonly isSameInput: boolean;
}

/** Two answers beside each other, with the place where they differ. */
export function Comparison({ here, there, isSameInput }: ComparisonProps) {
  const { compare: texts, inference } = useTexts();
  const speedOf = ({ metrics: { generatedTokens, tokensPerSecond, timeToFirstTokenMs } }: Answer) =>
    [
      inference.tokensSoFar(generatedTokens),
      ...(tokensPerSecond === null ? [] : [inference.perSecond(formatRate(tokensPerSecond))]),
      `${inference.firstToken}: ${formatDuration(timeToFirstTokenMs)}`,
    ].join(" · ");
  const [left, right] = [answerText(here.output), answerText(there.output)];
  const at = firstDifference(left, right);
  return (
    <>
      {!isSameInput && <p className="hint">{texts.otherInput}</p>}
      <output>{at === null ? texts.same(left.length) : texts.differs(at + 1)}</output>
      <div className="compare-sides">
        {[
          { side: here, text: left },
          { side: there, text: right },
        ].map(({ side, text }, place) => (
          <section key={place === 0 ? "here" : "there"} aria-label={side.name} className="compare-side">
            <h3>{side.name}</h3>
            <p className="hint">{speedOf(side.output)}</p>
            <p className="answer-text">
              {text.slice(0, at ?? text.length)}
              {at !== null && <mark>{text.slice(at) || texts.ends}</mark>}
            </p>
          </section>
        ))}
      </div>
    </>
  );
}
