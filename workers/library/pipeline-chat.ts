import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { EngineWorker } from "#library/engine-port.ts";
import type { RunnableModel } from "#library/mlflow-source.ts";
import type { RuntimeChoice } from "#inference/runtimes.ts";
import type { TransformersWrapper } from "#wrapper/wrapper.ts";
import type { PrepareChat } from "./chat-completions.ts";

/**
 * Chats with a model of the transformers flavor. What OpenAI's API and MLflow's llm/v1/chat mean differently is as in OpenAI's: a
 * temperature draws, unless it is 0, and a stop text is no part of the answer.
 * @throws AppError "unsupported" for another task.
 */
export function pipelineChat(
  worker: EngineWorker,
  { bundle }: RunnableModel,
  wrapper: TransformersWrapper,
  runtime: RuntimeChoice,
): PrepareChat {
  return async ({ messages, searchOptions, maxTokens }) => {
    if (wrapper.task !== "llm/v1/chat") {
      throw new AppError(
        "unsupported",
        message`The model's task is ${wrapper.task}, which has no chat. Ask it with predict.`,
      );
    }
    const { temperature, top_p, do_sample, random_seed: seed } = searchOptions;
    const { modelConfig } = wrapper;
    const chatWrapper: TransformersWrapper = {
      ...wrapper,
      modelConfig: {
        ...modelConfig,
        includePrompt: false,
        more: { ...modelConfig.more, ...(do_sample !== undefined && { do_sample }) },
      },
    };
    const input = {
      messages,
      ...(typeof temperature === "number" && { temperature }),
      ...(typeof top_p === "number" && { top_p }),
      ...(maxTokens !== null && { max_tokens: maxTokens }),
    };
    return async (onTextDelta, signal) => {
      const { metrics, tokenIds, stopped } = await worker.predict(
        {
          option: "transformers",
          bundle,
          wrapper: chatWrapper,
          runtime,
          input,
          ...(typeof seed === "number" && { seed }),
        },
        { onProgress: () => undefined, onTextDelta },
        signal,
      );
      return {
        promptTokens: metrics.promptTokens,
        answerTokens: tokenIds.length,
        maxLength: metrics.lengthLimit ?? Number.POSITIVE_INFINITY,
        isStopped: stopped,
      };
    };
  };
}
