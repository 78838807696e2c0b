import { Play, Square } from "lucide-react";
import { useState } from "react";
import { useActions, useApp, useCellState } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { useReadingView } from "#components/notebook/reading-view.ts";
import { TextArea } from "#components/ui/text-area.tsx";
import { ViewTabs } from "#components/ui/view-tabs.tsx";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";
import { defaultInferenceInput } from "#wrapper/defaults.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import type { CellViewProps } from "../cell-view-props.ts";
import { MessagesChat } from "./chat/messages-chat.tsx";
import { PromptChat } from "./chat/prompt-chat.tsx";
import { InferenceOutputView } from "./inference-output.tsx";
import { MessagesInput } from "./messages-input.tsx";
import { PromptInput } from "./prompt-input.tsx";
import { RequestSampling } from "./sampling/request-sampling.tsx";
import { SearchSampling } from "./sampling/search-sampling.tsx";
import { RuntimeField } from "./runtime-field.tsx";
import { ShorterContext } from "./shorter-context.tsx";
import { StreamedText } from "./streamed-text.tsx";
import { OutputArea } from "../output-area.tsx";
import { useOutput } from "../use-output.ts";
import "./inference.css";

export default function InferenceCellView({ cell, name, children }: CellViewProps<InferenceCell>) {
  const { inference: texts, chat: chatTexts, sampling } = useTexts();
  const { updateCell, runCell, stopCell } = useActions();
  const wrapper = useWrapperAbove(cell);
  const option = useWrapperOption(cell);
  const state = useCellState(cell.id);
  const { output, current } = useOutput(cell.id, "inference");
  const [chosen, setChosen] = useState<{ option: WrapperOption; view: string } | null>(null);
  /** Of the output; kept while a new answer is awaited. */
  const [outputView, setOutputView] = useState<string>();
  const isChat = chosen?.option === option ? chosen.view === "chat" : option === "transformers";
  const isReading = useReadingView();
  const busy = state.status === "running" || state.status === "queued";
  const setInput = (input: string) => updateCell({ ...cell, input });
  const useExample = () => setInput(defaultInferenceInput(option));

  return (
    <>
      <section aria-label={`${texts.input}, ${name}`} className="inference-input">
        <ViewTabs
          key={option}
          label={texts.views}
          onView={(view) => setChosen({ option, view })}
          views={[
            ...(option === "transformers"
              ? [
                  {
                    id: "chat",
                    label: chatTexts.view,
                    content: <MessagesChat cell={cell} name={name} onExample={useExample} />,
                  },
                  {
                    id: "messages",
                    label: texts.messages,
                    content: <MessagesInput input={cell.input} onChange={setInput} onExample={useExample} />,
                  },
                ]
              : [
                  {
                    id: "prompt",
                    label: texts.prompt,
                    content: <PromptInput input={cell.input} onChange={setInput} onExample={useExample} />,
                  },
                  {
                    id: "chat",
                    label: chatTexts.view,
                    content: <PromptChat cell={cell} name={name} onExample={useExample} />,
                  },
                ]),
            {
              id: "json",
              label: texts.json,
              content: (
                <TextArea
                  className="mono"
                  aria-label={texts.jsonOf(name)}
                  minRows={6}
                  value={cell.input}
                  onChange={({ target }) => setInput(target.value)}
                />
              ),
            },
          ]}
          extra={
            busy ? (
              <button type="button" className="button" onClick={() => stopCell(cell.id)}>
                <Square aria-hidden /> {texts.stop}
              </button>
            ) : (
              <button type="button" className="button primary" onClick={() => void runCell(cell.id)}>
                <Play aria-hidden /> {texts.run}
              </button>
            )
          }
        />
        <RuntimeField cell={cell} option={option} />
        <details className="disclosure">
          <summary>{sampling.title}</summary>
          {wrapper?.type === "wrapper" && option === "pyfunc" ? (
            <SearchSampling cell={wrapper} />
          ) : (
            <RequestSampling
              input={cell.input}
              onChange={setInput}
              seed={cell.seed}
              onSeed={(seed) => {
                const { seed: _, ...rest } = cell;
                updateCell(seed === undefined ? rest : { ...rest, seed });
              }}
            />
          )}
        </details>
      </section>
      {children}
      <ShorterContext cell={cell} state={state} />
      {state.status === "running" && (
        // The chat shows it itself; it is read out from here in any view.
        <div className={isChat ? "visually-hidden" : undefined}>
          <StreamedText state={state} />
        </div>
      )}
      {output && !(state.status === "running" && state.partial) && (
        <OutputArea current={current}>
          {output.warnings && (
            <ul className="notes" aria-label={texts.warnings}>
              {output.warnings.map((warning) => (
                <li key={warning}>{warning}</li>
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

/** The wrapper that this cell runs, as the document has it. */
function useWrapperAbove(cell: InferenceCell) {
  return useApp(({ notebook }) => {
    const above = notebook ? upstreamOf(notebook, cell.id).wrapper : undefined;
    return notebook?.cells.find((each) => each.id === above);
  });
}

/** The option of the wrapper that this cell will run; without one, what the input looks like. */
function useWrapperOption(cell: InferenceCell): WrapperOption {
  return useApp(({ notebook }) => {
    const above = notebook ? upstreamOf(notebook, cell.id).wrapper : undefined;
    const wrapper = notebook?.cells.find((c) => c.id === above);
    if (wrapper?.type === "wrapper") return wrapper.wrapper.form.option;
    return notebook?.id === "option2-pyfunc" ? "pyfunc" : "transformers";
  });
}
