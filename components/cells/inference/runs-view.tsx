import { useState } from "react";
import { useApp } from "#components/app-context.ts";
import { formatDuration, formatRate, formatTime } from "#components/format.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { ScrollRegion } from "#components/ui/scroll-region.tsx";
import type { CellId } from "#notebook/cell.ts";
import { answerText } from "./answer-text.ts";
import { questionOf, type RunSettings } from "#cells/inference/run-settings.ts";
import { Comparison } from "./comparison.tsx";

interface RunsViewProps {
  readonly id: CellId;
  readonly name: string;
}

/** The cell's answers, with their settings; any two can be compared. */
export function RunsView({ id, name }: RunsViewProps) {
  const { runs: texts, inference } = useTexts();
  const say = useSay();
  const runs = useApp(({ inferenceRuns }) => inferenceRuns.get(id)) ?? [];
  const [chosen, setChosen] = useState<readonly number[]>([]);
  const [here, there] = chosen.flatMap((place) => runs.find((run) => run.place === place) ?? []);
  if (runs.length === 0) return <p className="hint">{texts.none}</p>;
  const choose = (place: number, isChosen: boolean) =>
    // A third replaces the first.
    setChosen(isChosen ? [...chosen, place].slice(-2) : chosen.filter((each) => each !== place));
  return (
    <div className="runs">
      <p className="hint">{texts.hint}</p>
      <ScrollRegion label={`${texts.view}, ${name}`} className="token-table">
        <table>
          <thead>
            <tr>
              <th scope="col">{texts.compare}</th>
              <th scope="col">{texts.asked}</th>
              <th scope="col">{texts.answer}</th>
              <th scope="col">{texts.settings}</th>
              <th scope="col">{inference.tokens}</th>
              <th scope="col">{inference.tokensPerSecond}</th>
              <th scope="col">{inference.firstToken}</th>
              <th scope="col">{inference.runtime}</th>
            </tr>
          </thead>
          <tbody>
            {runs.toReversed().map(({ place, output: { output, input, settings } }) => (
              <tr key={place}>
                <th scope="row">
                  <label className="check">
                    <input
                      type="checkbox"
                      checked={chosen.includes(place)}
                      onChange={({ target }) => choose(place, target.checked)}
                    />
                    {texts.run(place)}
                  </label>
                </th>
                <td>{input === undefined ? "–" : questionOf(input)}</td>
                <td>{answerText(output)}</td>
                <td>{settings ? <Settings settings={settings} /> : "–"}</td>
                <td>{output.metrics.generatedTokens}</td>
                <td>
                  {output.metrics.tokensPerSecond === null
                    ? "–"
                    : inference.perSecond(formatRate(output.metrics.tokensPerSecond))}
                </td>
                <td>{formatDuration(output.metrics.timeToFirstTokenMs)}</td>
                <td>
                  {output.option === "class" ? inference.generators.class : say(output.runtime.runtime)}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </ScrollRegion>
      {here && there && (
        <div className="compare">
          <Comparison
            here={{ name: texts.run(here.place), output: here.output.output }}
            there={{ name: texts.run(there.place), output: there.output.output }}
            isSameInput={here.output.input === there.output.input}
          />
        </div>
      )}
    </div>
  );
}

function Settings({ settings: { model, askedAt, options } }: { readonly settings: RunSettings }) {
  return (
    <>
      <time dateTime={askedAt}>{formatTime(askedAt)}</time>, {model}
      <br />
      <span className="mono">{options.map(([option, value]) => `${option}=${value}`).join(", ")}</span>
    </>
  );
}
