import { CircleStop, Scissors } from "lucide-react";
import { useActions } from "#components/app-context.ts";
import { formatBytes, formatDuration, formatRate } from "#components/format.ts";
import type { Say } from "#components/texts/say.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { later } from "#components/ui/later.ts";
import { Part } from "#components/ui/part.tsx";
import { ViewTabs } from "#components/ui/view-tabs.tsx";
import type { Answer as InferenceAnswer } from "#inference/class-answer.ts";
import type { InferenceOutput, RuntimeFacts } from "#inference/inference-port.ts";
import { textOfAnswer, usageOf } from "#pipeline/text-completion.ts";
import { pythonJsonIndented } from "#python-values/python-json.ts";
import { pythonRepr } from "#python-values/python-repr.ts";
import { readPythonJson } from "#python-values/read-python-json.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import { answerText, isCutOff } from "./answer-text.ts";
import { CompareView } from "./compare-view.tsx";
import { RunsView } from "./runs-view.tsx";
import { TokensView } from "./tokens-view.tsx";

/** Loaded when it is opened. */
const Plots = later(() => import("./plots.tsx"));
/** Most answers are no class's, and need nothing that shows outputs. */
const ClassAnswerView = later(() => import("./class-answer-view.tsx"));
const SendTrace = later(() => import("../trace/send-trace.tsx"));

interface InferenceOutputProps {
  readonly cell: InferenceCell;
  readonly output: InferenceAnswer;
  /** The request that it answers. */
  readonly asked: string;
  readonly name: string;
  /** The view that the previous answer had; a new answer opens in the same. */
  readonly view: string | undefined;
  readonly onView: (view: string) => void;
  /** The chat in the cell's input shows the answer: it is not shown again. */
  readonly isInChat: boolean;
}

export function InferenceOutputView(props: InferenceOutputProps) {
  const { cell, output, asked, name, view, onView, isInChat } = props;
  const { inference: texts, tokens: tokenTexts, plots, compare, runs } = useTexts();
  const { sendInferenceTrace } = useActions();
  const isOfClass = output.option === "class";
  const answer = {
    id: "answer",
    label: texts.answer,
    content: isOfClass ? (
      <Part>
        <ClassAnswerView output={output} name={name} />
      </Part>
    ) : (
      <Answer output={output} />
    ),
  };
  const probabilities = isOfClass
    ? []
    : [
        {
          id: "probabilities",
          label: tokenTexts.view,
          content: <TokensView cell={cell} output={output} name={name} />,
        },
      ];
  const plotted = (
    <Part>
      <Plots metrics={output.metrics} />
    </Part>
  );
  const compared = <CompareView cell={cell} output={output} asked={asked} name={name} />;
  return (
    <>
      <ViewTabs
        label={texts.output}
        startView={view}
        onView={onView}
        canClose={isInChat}
        views={[
          ...(isInChat && !isOfClass ? [] : [answer]),
          { id: "raw", label: texts.raw, content: <Printed output={output} name={name} /> },
          { id: "json", label: texts.pretty, content: <Json output={output} name={name} /> },
          ...probabilities,
          { id: "plots", label: plots.view, content: plotted },
          { id: "compare", label: compare.view, content: compared },
          { id: "runs", label: runs.view, content: <RunsView id={cell.id} name={name} /> },
          { id: "tokens", label: texts.tokenIds, content: <TokenIds output={output} name={name} /> },
        ]}
      />
      <Metrics output={output} />
      <Part>
        <SendTrace name={name} send={(...to) => sendInferenceTrace(cell.id, ...to)} />
      </Part>
    </>
  );
}

interface ViewProps {
  readonly output: InferenceAnswer;
  /** The output's. */
  readonly name: string;
}

/** As `print` shows it. */
function Printed({ output: { response }, name }: ViewProps) {
  const texts = useTexts().inference;
  const isText = typeof response === "string";
  return (
    <CodeBlock
      text={isText ? response : pythonRepr(response)}
      label={`${name}, ${texts.raw}`}
      hint="print(response)"
      language={isText ? null : "python"}
      wrap
    />
  );
}

function Json({ output, name }: ViewProps) {
  const texts = useTexts().inference;
  return (
    <CodeBlock
      language="json"
      text={jsonText(output) ?? texts.noJson}
      label={`${name}, ${texts.pretty}`}
      wrap
    />
  );
}

function TokenIds({ output, name }: ViewProps) {
  const texts = useTexts().inference;
  return (
    <CodeBlock
      text={JSON.stringify(output.tokenIds)}
      label={`${name}, ${texts.tokenIds}`}
      hint={texts.tokenIdsHint}
      wrap
    />
  );
}

/** null for values that JSON does not have. */
function jsonText(output: InferenceAnswer): string | null {
  if (output.option !== "class") return JSON.stringify(output.response, null, 2);
  return output.json === null ? null : pythonJsonIndented(readPythonJson(output.json));
}

function Answer({ output }: { readonly output: InferenceOutput }) {
  const texts = useTexts().inference;
  if (output.option === "pyfunc") {
    return (
      <div className="answer">
        <AnswerText text={answerText(output)} />
        {output.stopped && <Stopped />}
      </div>
    );
  }
  const answer = output.response[0];
  const usage = usageOf(answer);
  return (
    <div className="answer">
      <h3>{texts.question}</h3>
      <p className="question-text">{output.question}</p>
      <h3>{texts.response}</h3>
      <AnswerText text={textOfAnswer(answer)} />
      {output.stopped && <Stopped />}
      {isCutOff(output) && (
        <p className="tag-line">
          <Scissors aria-hidden /> {texts.cutOff}
        </p>
      )}
      {usage && (
        <>
          <h3>{texts.usage}</h3>
          <p className="mono usage-text">{pythonRepr(usage)}</p>
        </>
      )}
    </div>
  );
}

function AnswerText({ text }: { readonly text: string }) {
  const texts = useTexts().inference;
  return text.trim() === "" ? (
    <p className="muted">{texts.emptyAnswer}</p>
  ) : (
    <p className="answer-text">{text}</p>
  );
}

function Stopped() {
  const texts = useTexts().inference;
  return (
    <p className="tag-line">
      <CircleStop aria-hidden /> {texts.stopped}
    </p>
  );
}

function Metrics({ output }: { readonly output: InferenceAnswer }) {
  const texts = useTexts();
  const say = useSay();
  const { metrics, runtime } = output;
  const facts: readonly (readonly [string, string])[] = [
    [
      texts.inference.tokensPerSecond,
      metrics.tokensPerSecond === null ? "–" : texts.inference.perSecond(formatRate(metrics.tokensPerSecond)),
    ],
    [texts.inference.firstToken, formatDuration(metrics.timeToFirstTokenMs)],
    [texts.inference.tokens, texts.inference.tokenCounts(metrics.promptTokens, metrics.generatedTokens)],
    ...(metrics.reusedTokens === 0
      ? []
      : [
          [
            texts.inference.reused,
            texts.inference.reusedCount(metrics.reusedTokens, metrics.promptTokens),
          ] as const,
        ]),
    [texts.inference.total, formatDuration(metrics.totalMs)],
    [texts.inference.modelLoad, formatDuration(metrics.modelLoadMs)],
    [texts.inference.generatedBy, texts.inference.generators[output.option]],
    ...(runtime === null ? [] : runtimeFacts(texts, say, runtime)),
  ];
  const most = facts.slice(0, 3).map(([term, value]) => `${term}: ${value}`);
  return (
    <details className="disclosure">
      <summary>
        {texts.inference.metrics} <span className="muted">{most.join(" · ")}</span>
      </summary>
      <dl className="facts metrics" aria-label={texts.inference.metrics}>
        {facts.map(([term, value]) => (
          <div key={term}>
            <dt>{term}</dt>
            <dd>{value}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}

function runtimeFacts(
  texts: ReturnType<typeof useTexts>,
  say: Say,
  runtime: RuntimeFacts,
): readonly (readonly [string, string])[] {
  const { memoryBytes, cacheBits, reason, singleThreadReason } = runtime;
  const reasons = [reason, singleThreadReason ?? ""].filter((each) => each !== "");
  return [
    [texts.inference.runtime, runtimeText(texts, say, runtime)],
    ...(memoryBytes === null ? [] : [[texts.inference.memory, formatBytes(memoryBytes)] as const]),
    ...(cacheBits === undefined
      ? []
      : [[texts.inference.cache, texts.inference.cacheBits[cacheBits]] as const]),
    ...(reasons.length === 0 ? [] : [[texts.inference.runtimeReason, reasons.map(say).join(" ")] as const]),
  ];
}

function runtimeText(
  texts: ReturnType<typeof useTexts>,
  say: Say,
  { runtime, version, simd, threads }: RuntimeFacts,
): string {
  const name = version === "" ? say(runtime) : `${say(runtime)} ${version}`;
  return [name, simd && texts.inference.simd[simd], texts.header.threads(threads)].filter(Boolean).join(", ");
}
