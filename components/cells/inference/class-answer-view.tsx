import { CircleStop } from "lucide-react";
import { useTexts } from "#components/texts/use-texts.ts";
import type { ClassAnswer } from "#inference/class-answer.ts";
import { answerText } from "./answer-text.ts";
import { Outputs } from "../outputs/saved-outputs.tsx";

/** The answer of the wrapper's own class, or its exception, with a note that the class ran. */
export default function ClassAnswerView({
  output,
  name,
}: {
  readonly output: ClassAnswer;
  readonly name: string;
}) {
  const texts = useTexts();
  const { outputs, type, failed, stopped } = output;
  const text = answerText(output);
  return (
    <div className="answer">
      <p className="hint">{texts.inference.classRan}</p>
      {outputs.length > 0 && (
        <div className="saved-outputs">
          <Outputs outputs={outputs} label={(place) => texts.code.output(place, name)} />
        </div>
      )}
      {!failed && (
        <>
          {type !== "" && type !== "str" && <p className="muted">{texts.inference.typeOf(type)}</p>}
          {text === "" ? (
            <p className="muted">{texts.inference.emptyAnswer}</p>
          ) : (
            <p className="answer-text">{text}</p>
          )}
        </>
      )}
      {stopped && (
        <p className="tag-line">
          <CircleStop aria-hidden /> {texts.inference.stopped}
        </p>
      )}
    </div>
  );
}
