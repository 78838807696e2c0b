import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { Tokenizer } from "#tokenizer/tokenizer.ts";
import { Generator, type GeneratorModel } from "./generator.ts";
import { GeneratorParams } from "./generator-params.ts";
import { type TokenProbabilities, TokenObserver } from "./token-probabilities.ts";

export interface TextModel extends GeneratorModel {
  readonly tokenizer: Tokenizer;
}

export interface TextRequest {
  readonly prompt: string;
  /** By native's names; they override those of genai_config.json. */
  readonly searchOptions: Readonly<Record<string, number | boolean>>;
  /** How many of the likeliest tokens to keep at each place; 0 or undefined: none, and no probabilities. */
  readonly alternatives?: number;
}

export interface TextProgress {
  /** Stops the generation; the text so far is the result. */
  readonly signal?: AbortSignal;
  /** Called after each token; the text is empty while a character is incomplete. */
  readonly onTextDelta?: (delta: { readonly text: string; readonly tokenCount: number }) => void;
  /** Lets pending messages and events run, once per token; a macrotask. */
  readonly yieldControl?: () => Promise<void>;
}

export interface GeneratedText {
  /** What the wrapper's Python returns: tokenizer.decode(generator.get_sequence(0)[len(input_tokens):]) */
  readonly text: string;
  /** The generated tokens, without the prompt's and the end-of-stream token. */
  readonly tokenIds: readonly number[];
  /** One per token if requested; none with beams, which choose at the end. */
  readonly probabilities: readonly TokenProbabilities[] | null;
  readonly promptTokenCount: number;
  /** The maximum number of tokens, prompt and answer together. */
  readonly maxLength: number;
  /** True when the signal ended the generation. */
  readonly isStopped: boolean;
  /** From the call to the first token; 0 if there was none. */
  readonly timeToFirstTokenMs: number;
  readonly totalMs: number;
}

/**
 * Answers a prompt as option 2's wrapper does in Python: encode, append_tokens, generate_next_token until is_done, decode.
 * @throws AppError "prompt-too-long", "invalid-input" for an empty prompt, "invalid-argument" for search options.
 */
export async function generateText(
  model: TextModel,
  request: TextRequest,
  { signal, onTextDelta, yieldControl = nextTimer }: TextProgress = {},
): Promise<GeneratedText> {
  const startMs = performance.now();
  const isStopRequested = (): boolean => signal?.aborted === true;
  const params = new GeneratorParams(model.config);
  params.setSearchOptions(request.searchOptions);
  checkBatchSize(params.search.batchSize);
  const promptIds = model.tokenizer.encode(request.prompt);
  const { maxLength } = params.search;
  checkPromptLength(promptIds.length, maxLength, model.config.model.contextLength);

  const generator = await Generator.create(model, params);
  try {
    const stream = model.tokenizer.createStream();
    let tokenCount = 0;
    let firstTokenMs = startMs;
    const observer =
      request.alternatives && params.search.numBeams === 1 ? new TokenObserver(request.alternatives) : null;
    await yieldControl();
    if (!isStopRequested()) await generator.appendTokens(promptIds);
    await yieldControl();
    while (!isStopRequested() && !generator.isDone()) {
      await generator.generateNextToken(observer?.onLogits);
      if (generator.tokenCount() > promptIds.length + tokenCount) {
        tokenCount++;
        const tokenId = generator.getNextTokens()[0]!;
        observer?.onToken(tokenId);
        if (tokenCount === 1) firstTokenMs = performance.now();
        onTextDelta?.({ text: stream.decode(tokenId), tokenCount });
      }
      await yieldControl();
    }
    const tokenIds = [...generator.getSequence(0).subarray(promptIds.length)];
    return {
      text: model.tokenizer.decode(tokenIds),
      tokenIds,
      probabilities: observer?.tokens ?? null,
      promptTokenCount: promptIds.length,
      maxLength,
      isStopped: isStopRequested() && !generator.isDone(),
      timeToFirstTokenMs: firstTokenMs - startMs,
      totalMs: performance.now() - startMs,
    };
  } finally {
    await generator.dispose();
  }
}

/** With batch_size above 1, native would split the prompt's tokens into several prompts, which nobody wants. */
function checkBatchSize(batchSize: number): void {
  if (batchSize <= 1) return;
  throw new AppError(
    "unsupported",
    message`batch_size is ${batchSize}, but the wrapper hands over one prompt at a time. Set it to 1.`,
    { details: { batchSize } },
  );
}

/** Native says less about an empty prompt, and reports a prompt that leaves no room only after running it. */
function checkPromptLength(promptTokenCount: number, maxLength: number, contextLength: number): void {
  if (promptTokenCount === 0) {
    throw new AppError("invalid-input", message`The prompt is empty. Write at least one character.`);
  }
  const isRefusedByGenerator = maxLength <= 0 || maxLength > contextLength;
  if (isRefusedByGenerator || promptTokenCount < maxLength) return;
  const remedy =
    maxLength < contextLength
      ? message`Shorten the prompt, or raise max_length (up to ${contextLength}, the model's context).`
      : message`That is the model's whole context: shorten the prompt.`;
  throw new AppError(
    "prompt-too-long",
    message`The prompt has ${promptTokenCount} tokens, but max_length is ${maxLength}, which counts the prompt and the answer together. ${remedy}`,
    { details: { promptTokenCount, maxLength, contextLength } },
  );
}

function nextTimer(): Promise<void> {
  return new Promise((resolve) => {
    setTimeout(resolve, 0);
  });
}
