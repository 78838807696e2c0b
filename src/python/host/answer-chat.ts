/** MLflow's llm/v1/chat for Python: what predict of a logged transformers pipeline answers. */
import { uuid4 } from "#base/uuid4.ts";
import type { Mt19937 } from "#genai/mt19937.ts";
import type { ChatCompletionJson, ChatRequestJson } from "#pipeline/chat-completion.ts";
import { completeChat } from "#pipeline/complete-chat.ts";
import {
  type GenerationConfigJson,
  generationParams,
  type LengthPlan,
  planLength,
} from "#pipeline/generation-params.ts";
import { formatPrompt } from "#pipeline/format-prompt.ts";
import { endsWithAny, stopSequences } from "#pipeline/stop-sequences.ts";
import type { TransformersModelConfig } from "#wrapper/model-config.ts";
import { CausalGeneration, type CausalModel } from "./causal-lm.ts";

/**
 * Mirrors predict of MLflow's transformers flavor, as option 1 does.
 * @param afterToken can end it: what it throws is thrown.
 * @throws AppError for what MLflow or transformers refuses.
 */
export async function answerChat(
  model: CausalModel,
  request: ChatRequestJson,
  modelConfig: TransformersModelConfig,
  modelName: string,
  random: Mt19937,
  template: string | null,
  afterToken: () => Promise<void>,
): Promise<ChatCompletionJson> {
  const generationConfig = JSON.parse(model.files.generationConfig) as GenerationConfigJson;
  const { max_position_embeddings: contextLength = Number.MAX_SAFE_INTEGER } = JSON.parse(
    model.files.config,
  ) as { max_position_embeddings?: number };
  const params = generationParams(request, modelConfig, generationConfig);
  const rendered = model.tokenizer.applyChatTemplate(request.messages, {
    addGenerationPrompt: true,
    template: null,
  });
  const prompt = template === null ? rendered : formatPrompt(template, rendered);
  const whole = model.tokenizer.encode(prompt, true);
  const plan: LengthPlan = planLength(whole.length, params, contextLength);
  const read = whole.slice(0, plan.promptTokens);
  const stops = stopSequences(params.stop, (text) => model.tokenizer.encode(text, false));
  // The DataLoader over MLflow's list of prompts first takes a draw of 64 bits.
  random.nextUint32();
  random.nextUint32();
  const generation = await CausalGeneration.begin(
    model,
    Int32Array.from(read),
    {
      maxLength: plan.promptTokens + plan.maxNewTokens,
      minLength: Math.max(params.minLength, plan.promptTokens + params.minNewTokens),
      doSample: params.doSample,
      temperature: params.temperature,
      topK: params.topK,
      topP: params.topP,
      minP: params.minP,
      repetitionPenalty: params.repetitionPenalty,
      noRepeatNgramSize: params.noRepeatNgramSize,
      eosTokenIds: [generationConfig.eos_token_id ?? []].flat(),
    },
    random,
  );
  const answer: number[] = [];
  try {
    for (let isLast = plan.maxNewTokens === 0; !isLast;) {
      const next = await generation.next();
      answer.push(next.tokenId);
      isLast = next.isLast || endsWithAny([...read, ...answer], stops);
      await afterToken();
    }
  } finally {
    await generation.dispose();
  }
  return completeChat({
    promptTokenIds: model.tokenizer.encode(prompt, false),
    outputTokenIds: [...read, ...answer],
    params,
    decode: (tokenIds) => model.tokenizer.decode(tokenIds, true),
    model: modelName,
    id: uuid4(),
    createdSeconds: Math.floor(Date.now() / 1000),
  });
}
