import { cancelled } from "#base/errors.ts";
import { uuid4 } from "#base/uuid4.ts";
import { type ChatCompletionRequest, type ChatGeneration, readChatRequest } from "#library/chat-request.ts";
import { StopTexts } from "#library/stop-texts.ts";

/** Numbers of tokens. */
export interface Usage {
  /** The tokens of the chat, as the model's template writes it. */
  readonly prompt_tokens: number;
  /** The tokens of the answer. */
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

/** Why an answer ended: by itself or at a stop text, or at `max_tokens` or the model's limit. */
export type FinishReason = "stop" | "length";

/** An answer in the form of OpenAI's API. */
export interface ChatCompletion {
  readonly id: string;
  readonly object: "chat.completion";
  /** Seconds since 1970. */
  readonly created: number;
  readonly model: string;
  readonly choices: readonly {
    readonly index: 0;
    readonly message: { readonly role: "assistant"; readonly content: string };
    readonly finish_reason: FinishReason;
  }[];
  readonly usage: Usage;
}

/** A piece of an answer, as OpenAI's API streams it. */
export interface ChatCompletionChunk {
  readonly id: string;
  readonly object: "chat.completion.chunk";
  /** Seconds since 1970. */
  readonly created: number;
  readonly model: string;
  /** Empty in the chunk with the usage. */
  readonly choices: readonly {
    readonly index: 0;
    readonly delta: { readonly role?: "assistant"; readonly content?: string };
    readonly finish_reason: FinishReason | null;
  }[];
  readonly usage?: Usage;
}

/** What an answer took. */
interface Generated {
  readonly promptTokens: number;
  readonly answerTokens: number;
  /** Tokens that prompt and answer may have together. */
  readonly maxLength: number;
  /** Whether the signal ended it. */
  readonly isStopped: boolean;
}

/** Generates an answer that is prepared. */
export type GenerateChat = (
  onTextDelta: (delta: { readonly text: string }) => void,
  signal: AbortSignal,
) => Promise<Generated>;

/** Prepares a model's answer: refuses what cannot be asked, before anything is generated. */
export type PrepareChat = (request: ChatGeneration) => Promise<GenerateChat>;

/** OpenAI's `chat.completions`, by a model's chat template. */
export class ChatCompletions {
  readonly #prepare: PrepareChat;
  readonly #name: string;

  /** @internal */
  constructor(prepare: PrepareChat, name: string) {
    this.#prepare = prepare;
    this.#name = name;
  }

  /**
   * Answers a chat. With `stream: true`, returns the answer's pieces as they arrive; leaving the loop ends the generation.
   * @param request as OpenAI's API takes it. `temperature` 0 and no `top_p` takes the likeliest token each time.
   * @param options `signal` ends the generation: the call rejects with the code "aborted".
   * @throws AppError "invalid-input", "unsupported" for parameters that this engine does not have, "prompt-too-long", "out-of-memory",
   * "aborted".
   */
  create(
    request: ChatCompletionRequest & { readonly stream: true },
    options?: { readonly signal?: AbortSignal },
  ): Promise<AsyncIterable<ChatCompletionChunk>>;
  create(
    request: ChatCompletionRequest & { readonly stream?: false },
    options?: { readonly signal?: AbortSignal },
  ): Promise<ChatCompletion>;
  async create(
    request: ChatCompletionRequest,
    { signal }: { readonly signal?: AbortSignal } = {},
  ): Promise<ChatCompletion | AsyncIterable<ChatCompletionChunk>> {
    const generation = readChatRequest(request);
    const facts = {
      id: `chatcmpl-${uuid4()}`,
      created: Math.floor(Date.now() / 1000),
      model: request.model ?? this.#name,
    };
    const generate = await this.#prepare(generation);
    if (request.stream === true) {
      return this.#stream(
        facts,
        generation,
        generate,
        request.stream_options?.include_usage === true,
        signal,
      );
    }
    let content = "";
    const { reason, usage } = await answer(generation, generate, signal, (text) => (content += text));
    return {
      ...facts,
      object: "chat.completion",
      choices: [{ index: 0, message: { role: "assistant", content }, finish_reason: reason }],
      usage,
    };
  }

  async *#stream(
    facts: Pick<ChatCompletionChunk, "id" | "created" | "model">,
    generation: ChatGeneration,
    generate: GenerateChat,
    tellsUsage: boolean,
    signal: AbortSignal | undefined,
  ): AsyncGenerator<ChatCompletionChunk> {
    const chunk = (
      delta: ChatCompletionChunk["choices"][number]["delta"],
      reason: FinishReason | null = null,
    ): ChatCompletionChunk => ({
      ...facts,
      object: "chat.completion.chunk",
      choices: [{ index: 0, delta, finish_reason: reason }],
    });
    const left = new AbortController();
    const stop = signal === undefined ? left.signal : AbortSignal.any([signal, left.signal]);
    const texts: string[] = [];
    let wake: () => void = () => undefined;
    let isOver = false;
    const whole = answer(generation, generate, stop, (text) => {
      texts.push(text);
      wake();
    }).finally(() => {
      isOver = true;
      wake();
    });
    // Handled below, unless the reader leaves first.
    whole.catch(() => undefined);
    try {
      yield chunk({ role: "assistant", content: "" });
      for (;;) {
        const text = texts.splice(0).join("");
        if (text !== "") yield chunk({ content: text });
        else if (isOver) break;
        else await new Promise<void>((resolve) => (wake = resolve));
      }
      const { reason, usage } = await whole;
      yield chunk({}, reason);
      if (tellsUsage) yield { ...facts, object: "chat.completion.chunk", choices: [], usage };
    } finally {
      left.abort();
    }
  }
}

async function answer(
  { stops }: ChatGeneration,
  generate: GenerateChat,
  signal: AbortSignal | undefined,
  onText: (text: string) => void,
): Promise<{ readonly reason: FinishReason; readonly usage: Usage }> {
  const texts = new StopTexts(stops);
  const stopped = new AbortController();
  const stop = signal === undefined ? stopped.signal : AbortSignal.any([signal, stopped.signal]);
  let firstToken = true;
  const onTextDelta = ({ text }: { readonly text: string }): void => {
    // The tokenizer's mark for the start of a word is not part of the answer, as with OpenAI and MLflow.
    const shown = texts.push(firstToken ? text.trimStart() : text);
    if (text.trim() !== "") firstToken = false;
    if (shown !== "") onText(shown);
    if (texts.isStopped) stopped.abort();
  };
  const { promptTokens, answerTokens, maxLength, isStopped } = await generate(onTextDelta, stop);
  if (signal?.aborted === true && isStopped) throw cancelled();
  const rest = texts.end();
  if (rest !== "") onText(rest);
  const total = promptTokens + answerTokens;
  return {
    reason: !texts.isStopped && total >= maxLength ? "length" : "stop",
    usage: { prompt_tokens: promptTokens, completion_tokens: answerTokens, total_tokens: total },
  };
}
