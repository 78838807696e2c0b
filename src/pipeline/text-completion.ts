/** Wire types of MLflow's llm/v1/completions (mlflow/types/llm.py, 3.17), and what any task of option 1 answers. */
import type { ChatCompletionJson, ChatRequestJson } from "./chat-completion.ts";

/** A request of llm/v1/completions, or of text-generation, which has no settings. */
export interface PromptRequestJson extends Omit<ChatRequestJson, "messages"> {
  readonly prompt: string;
}

export interface TextCompletionJson extends Omit<ChatCompletionJson, "object" | "choices"> {
  readonly object: "text_completion";
  readonly choices: readonly {
    readonly index: number;
    readonly finish_reason: "stop" | "length";
    readonly text: string;
  }[];
}

/** A text where the task is text-generation. */
export type PipelineAnswer = ChatCompletionJson | TextCompletionJson | string;

export function textOfAnswer(answer: PipelineAnswer | undefined): string {
  if (answer === undefined || typeof answer === "string") return answer ?? "";
  const [choice] = answer.choices;
  if (choice === undefined) return "";
  return "text" in choice ? choice.text : choice.message.content;
}

/** "length" where it ended at the limit of its tokens; undefined where MLflow does not tell. */
export function finishReasonOf(answer: PipelineAnswer | undefined): "stop" | "length" | undefined {
  return typeof answer === "string" ? undefined : answer?.choices[0]?.finish_reason;
}

export function usageOf(answer: PipelineAnswer | undefined): ChatCompletionJson["usage"] | undefined {
  return typeof answer === "string" ? undefined : answer?.usage;
}
