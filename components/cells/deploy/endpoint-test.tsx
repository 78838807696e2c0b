import { CircleAlert, Equal, EqualNot, Send, Square } from "lucide-react";
import { useActions } from "#components/app-context.ts";
import { later } from "#components/ui/later.ts";
import { Part } from "#components/ui/part.tsx";
import type { CellId } from "#notebook/cell.ts";
import { formatDuration } from "#components/format.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { Field } from "#components/ui/field.tsx";
import { SecretInput } from "#components/ui/secret-input.tsx";
import { TextArea } from "#components/ui/text-area.tsx";
import { FormChoice } from "./form-choice.tsx";
import type { EndpointTestView, TestResult } from "./use-endpoint-test.ts";

const SendTrace = later(() => import("../trace/send-trace.tsx"));

interface EndpointTestProps {
  readonly cellId: CellId;
  readonly test: EndpointTestView;
  readonly name: string;
}

/** Asks a live endpoint the sample's question, and the model in the page the same. */
export function EndpointTest({ cellId, test, name }: EndpointTestProps) {
  const texts = useLaterTexts().deploy;
  const { state, change, result, isBusy } = test;
  return (
    <form
      className="endpoint-test"
      aria-label={`${texts.test}, ${name}`}
      onSubmit={(event) => {
        event.preventDefault();
        void test.send();
      }}
    >
      <div className="deploy-form">
        <Field label={texts.url} hint={texts.urlHint}>
          {(control) => (
            <input
              {...control}
              className="input mono"
              inputMode="url"
              autoComplete="off"
              spellCheck={false}
              placeholder={state.placeholder}
              value={state.url}
              onChange={({ target }) => change({ url: target.value })}
            />
          )}
        </Field>
        <Field label={texts.token} hint={texts.tokenHint}>
          {(control) => (
            <SecretInput control={control} value={state.token} onChange={(token) => change({ token })} />
          )}
        </Field>
      </div>
      <Field label={texts.question} hint={texts.questionHint}>
        {(control) => (
          <TextArea
            {...control}
            className="mono"
            minRows={4}
            value={state.question}
            onChange={({ target }) => change({ question: target.value })}
          />
        )}
      </Field>
      <div className="row">
        <FormChoice forms={state.forms} form={state.form} onChange={(form) => change({ form })} />
        {isBusy ? (
          <button type="button" className="button" onClick={test.stop}>
            <Square aria-hidden /> {texts.stop}
          </button>
        ) : (
          <button type="submit" className="button primary">
            <Send aria-hidden /> {texts.send}
          </button>
        )}
      </div>
      <div aria-live="polite">{result && <Result cellId={cellId} result={result} name={name} />}</div>
    </form>
  );
}

interface ResultProps {
  readonly cellId: CellId;
  readonly result: TestResult;
  readonly name: string;
}

function Result({ cellId, result, name }: ResultProps) {
  const { sendTrace } = useActions();
  const say = useSay();
  const texts = useLaterTexts().deploy;
  switch (result.status) {
    case "sending":
      return <p className="hint">{texts.sending}…</p>;
    case "failed":
      return (
        <>
          <div className="problem">
            <CircleAlert aria-hidden />
            <div>
              <strong>{texts.failed}</strong>
              <p>{say(result.why)}</p>
            </div>
          </div>
          {result.curl !== null && (
            <CodeBlock
              text={result.curl}
              label={`${texts.asCurl}, ${name}`}
              hint={texts.curlHint}
              language="shell"
            />
          )}
        </>
      );
    case "answered":
      return (
        <div className="endpoint-result">
          <Verdict result={result} />
          <div className="endpoint-answers">
            <EndpointAnswer result={result} />
            <PageAnswer result={result} />
          </div>
          <details className="disclosure">
            <summary>{texts.response}</summary>
            <CodeBlock text={result.reply.text} label={`${texts.response}, ${name}`} wrap />
          </details>
          <Part>
            <SendTrace name={name} send={(...to) => sendTrace(cellId, to[0], result.call, to[1])} />
          </Part>
        </div>
      );
  }
}

type Answered = Extract<TestResult, { status: "answered" }>;

function Verdict({ result }: { readonly result: Answered }) {
  const texts = useLaterTexts().deploy;
  if (result.answer === null || result.page.status !== "answered") return null;
  const same = result.answer === result.page.answer;
  return (
    <div>
      <p className={`tag-line ${same ? "same" : "different"}`}>
        {same ? <Equal aria-hidden /> : <EqualNot aria-hidden />} {same ? texts.same : texts.different}
      </p>
      {!same && <p className="hint">{texts.differentHint}</p>}
    </div>
  );
}

function EndpointAnswer({ result: { reply, answer } }: { readonly result: Answered }) {
  const texts = useLaterTexts().deploy;
  return (
    <section className="answer" aria-label={texts.endpointAnswer}>
      <h3>{texts.endpointAnswer}</h3>
      {answer === null ? (
        <p>
          {texts.noAnswer} <span className="mono">{reply.text.slice(0, 300)}</span>
        </p>
      ) : (
        <p className="answer-text">{answer}</p>
      )}
      <dl className="facts">
        <div>
          <dt>{texts.latency}</dt>
          <dd>{formatDuration(reply.latencyMs)}</dd>
        </div>
        <div>
          <dt>{texts.status}</dt>
          <dd>{reply.status}</dd>
        </div>
      </dl>
    </section>
  );
}

function PageAnswer({ result: { page } }: { readonly result: Answered }) {
  const say = useSay();
  const texts = useLaterTexts().deploy;
  return (
    <section className="answer" aria-label={texts.pageAnswer}>
      <h3>{texts.pageAnswer}</h3>
      {page.status === "asking" && <p className="hint">{texts.asking}…</p>}
      {page.status === "failed" && (
        <p className="field-error">
          {texts.pageFailed}: {say(page.why)}
        </p>
      )}
      {page.status === "answered" && (
        <>
          <p className="answer-text">{page.answer}</p>
          <dl className="facts">
            <div>
              <dt>{texts.pageTime}</dt>
              <dd>{formatDuration(page.elapsedMs)}</dd>
            </div>
          </dl>
        </>
      )}
    </section>
  );
}
