import { cancelled } from "#base/errors.ts";
import { uuid4 } from "#base/uuid4.ts";
import type { GenaiConfig } from "#genai/config.ts";
import type { GeneratedText } from "#genai/generate-text.ts";
import { type ChatCompletionRequest, type ChatGeneration, readChatRequest } from "#library/chat-request.ts";
import type { EngineWorker } from "#library/engine-port.ts";
import { StopTexts } from "#library/stop-texts.ts";

interface Usage {
  readonly prompt_tokens: number;
  readonly completion_tokens: number;
  readonly total_tokens: number;
}

type FinishReason = "stop" | "length";

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

/** OpenAI's `chat.completions`, by a model's chat template and its generate() API. */
export class ChatCompletions {
  readonly #worker: EngineWorker;
  readonly #config: GenaiConfig;
  readonly #name: string;

  /** @internal */
  constructor(worker: EngineWorker, config: GenaiConfig, name: string) {
    this.#worker = worker;
    this.#config = config;
    this.#name = name;
  }

  /**
   * Answers a chat. With `stream: true`, returns the answer's pieces as they arrive; leaving the loop ends the generation.
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
    const search = await this.#searchOf(generation);
    if (request.stream === true) {
      return this.#stream(facts, generation, search, request.stream_options?.include_usage === true, signal);
    }
    let content = "";
    const { reason, usage } = await this.#generate(generation, search, signal, (text) => (content += text));
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
    search: Search,
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
    const whole = this.#generate(generation, search, stop, (text) => {
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

  async #searchOf({ messages, searchOptions, maxTokens }: ChatGeneration): Promise<Search> {
    const prompt = await this.#worker.applyChatTemplate(messages, {});
    const { contextLength } = this.#config.model;
    const usual = this.#config.search.maxLength || contextLength;
    const maxLength =
      maxTokens === null
        ? usual
        : Math.min((await this.#worker.encode(prompt)).length + maxTokens, contextLength);
    return { prompt, searchOptions: { ...searchOptions, max_length: maxLength } };
  }

  async #generate(
    { stops }: ChatGeneration,
    { prompt, searchOptions }: Search,
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
    const result = await this.#worker.generate({ prompt, searchOptions }, { onTextDelta }, stop);
    if (signal?.aborted === true && result.isStopped) throw cancelled();
    const rest = texts.end();
    if (rest !== "") onText(rest);
    return {
      reason: reasonOf(result, texts.isStopped),
      usage: usageOf(result),
    };
  }
}

interface Search {
  readonly prompt: string;
  readonly searchOptions: Readonly<Record<string, number | boolean>>;
}

function reasonOf(
  { promptTokenCount, tokenIds, maxLength }: GeneratedText,
  isStopped: boolean,
): FinishReason {
  return !isStopped && promptTokenCount + tokenIds.length >= maxLength ? "length" : "stop";
}

function usageOf({ promptTokenCount, tokenIds }: GeneratedText): Usage {
  return {
    prompt_tokens: promptTokenCount,
    completion_tokens: tokenIds.length,
    total_tokens: promptTokenCount + tokenIds.length,
  };
}
