import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useActions, useApp } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";
import type { PromptSize } from "#inference/prompt-size.ts";

/** After the last key. */
const WAIT_MS = 300;

interface PromptSizeLineProps {
  readonly cell: InferenceCell;
  /** The text being typed. */
  readonly typed: string;
  /** The input that would be sent with it. */
  readonly input: (typed: string) => string | Promise<string>;
}

/** How many tokens the prompt has, and how many are left for the answer, before it is sent. */
export function PromptSizeLine({ cell, typed, input }: PromptSizeLineProps) {
  const texts = useTexts().inference;
  const { promptSize } = useActions();
  const [size, setSize] = useState<PromptSize | null>(null);
  const model = useCellAbove(cell, "model");
  const wrapper = useCellAbove(cell, "wrapper");
  const before = useRef<Promise<unknown>>(Promise.resolve());
  const nextInput = useEffectEvent(async (text: string) => input(text));
  useEffect(() => {
    const controller = new AbortController();
    const { signal } = controller;
    const measure = async (): Promise<void> => {
      // One at a time: parallel ones would each read the tokenizer in a worker of their own.
      await before.current;
      if (signal.aborted) return;
      // If it cannot be measured, such as incomplete JSON, running it says why.
      const measured = nextInput(typed)
        .then((text) => promptSize(model, wrapper, text, signal))
        .catch(() => null);
      before.current = measured;
      const found = await measured;
      if (!signal.aborted) setSize(found);
    };
    const timer = setTimeout(() => void measure(), WAIT_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [typed, model, wrapper, promptSize]);
  if (size === null) return null;
  const { promptTokens, answerTokens, contextTokens } = size;
  return (
    <p className={answerTokens === 0 && promptTokens > 0 ? "field-error" : "hint"}>
      {texts.promptSize(promptTokens, answerTokens, contextTokens)}
    </p>
  );
}

function useCellAbove(cell: InferenceCell, type: "model" | "wrapper") {
  return useApp(({ notebook }) => {
    const above = notebook ? upstreamOf(notebook, cell.id)[type] : undefined;
    return notebook?.cells.find(({ id }) => id === above);
  });
}
