import { useState } from "react";
import { useActions, useApp, useCellState, useOfCell } from "#components/app-context.ts";
import { english } from "#base/message.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { useReadingView } from "#components/notebook/reading-view.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import { wrapperOf } from "#cells/code/code-cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";
import { type InputForm, inputFormOf, inputFormOfOption } from "#wrapper/input-form.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import type { CellViewProps } from "../cell-view-props.ts";
import { DemoLimit } from "./demo-limit.tsx";
import { InputViews } from "./input-views.tsx";
import { Sampling } from "./sampling/sampling.tsx";
import { InferenceOutputView } from "./inference-output.tsx";
import { ParamsField } from "./params-field.tsx";
import { RuntimeField } from "./runtime-field.tsx";
import { ShorterContext } from "./shorter-context.tsx";
import { StreamedText } from "./streamed-text.tsx";
import { OutputArea } from "../output-area.tsx";
import { useOutput } from "../use-output.ts";
import "./inference.css";

export default function InferenceCellView({ cell, name, children }: CellViewProps<InferenceCell>) {
  const texts = useTexts().inference;
  const say = useSay();
  const { updateCell } = useActions();
  const { option, inputs } = useWrapperAbove(cell);
  const state = useCellState(cell.id);
  const isAnswering = useOfCell(cell.id, ({ cellStates }) => {
    const now = cellStates.get(cell.id);
    return now?.status === "running" && now.partial !== null;
  });
  const { output, current } = useOutput(cell.id, "inference");
  const [chosen, setChosen] = useState<{ inputs: InputForm; view: string } | null>(null);
  /** The view of the output; kept while a new answer is awaited. */
  const [outputView, setOutputView] = useState<string>();
  const isChat = chosen?.inputs === inputs ? chosen.view === "chat" : inputs === "messages";
  const isReading = useReadingView();

  return (
    <>
      <section aria-label={`${texts.input}, ${name}`} className="inference-input">
        <InputViews
          key={inputs}
          cell={cell}
          name={name}
          inputs={inputs}
          onView={(view) => setChosen({ inputs, view })}
        />
        <DemoLimit cell={cell} />
        <ParamsField cell={cell} />
        <RuntimeField cell={cell} option={option} onChange={updateCell} />
        <Sampling cell={cell} option={option} />
      </section>
      {children}
      <ShorterContext cell={cell} state={state} />
      {state.status === "running" && (
        // The chat shows the text itself; screen readers hear it from here in every view.
        <StreamedText id={cell.id} progress={state.progress} isInChat={isChat} />
      )}
      {output && !isAnswering && (
        <OutputArea current={current}>
          {output.warnings && (
            <ul className="notes" aria-label={texts.warnings}>
              {output.warnings.map((warning) => (
                <li key={english(warning)}>{say(warning)}</li>
              ))}
            </ul>
          )}
          <InferenceOutputView
            cell={cell}
            output={output.output}
            asked={output.input ?? cell.input}
            name={name}
            view={outputView}
            onView={setOutputView}
            // The reading view hides the chat.
            isInChat={isChat && !isReading}
          />
        </OutputArea>
      )}
    </>
  );
}

/** The option of the wrapper that this cell will run, and what it takes; without one, what the input looks like. */
function useWrapperAbove(cell: InferenceCell): {
  readonly option: WrapperOption;
  readonly inputs: InputForm;
} {
  const form = useApp(({ notebook, cellStates }) => {
    const above = notebook ? upstreamOf(notebook, cell.id).wrapper : undefined;
    const wrapper = notebook?.cells.find((c) => c.id === above);
    if (wrapper?.type === "wrapper") return wrapper.wrapper.form;
    const state = cellStates.get(above ?? "");
    const output = state && "output" in state ? state.output : null;
    return output?.type === "code" ? (wrapperOf(output)?.wrapper ?? null) : null;
  });
  const id = useApp(({ notebook }) => notebook?.id);
  if (form) return { option: form.option, inputs: inputFormOf(form) };
  const option = id === "option2-pyfunc" ? "pyfunc" : "transformers";
  return { option, inputs: inputFormOfOption(option) };
}
