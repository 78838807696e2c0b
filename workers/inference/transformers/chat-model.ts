import type {
  LogitsProcessorList,
  StoppingCriteria,
  Tensor as TransformersTensor,
} from "@huggingface/transformers";
import type { Tensor } from "onnxruntime-common";
import { AppError } from "#base/errors.ts";
import { float16 } from "#base/float16.ts";
import { message } from "#base/message.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import { transformersSourceName } from "#mlflow/hub-source.ts";
import { Mt19937 } from "#genai/mt19937.ts";
import { TokenObserver } from "#genai/token-probabilities.ts";
import type { RuntimeFacts, TokenDetail } from "#inference/inference-port.ts";
import type { RuntimeChoice, RuntimeId } from "#inference/runtimes.ts";
import { AnswerStream } from "#pipeline/answer-stream.ts";
import type { ChatRequestJson } from "#pipeline/chat-completion.ts";
import type { PipelineAnswer, PromptRequestJson } from "#pipeline/text-completion.ts";
import { complete } from "#pipeline/complete-chat.ts";
import { formatPrompt } from "#pipeline/format-prompt.ts";
import { generationParams, planLength } from "#pipeline/generation-params.ts";
import { drawToken, type SamplingParams, seededPredict, warpLogits } from "#pipeline/draw-token.ts";
import { endsWithAny, stopSequences } from "#pipeline/stop-sequences.ts";
import { uuid4 } from "#base/uuid4.ts";
import type { TransformersWrapper } from "#wrapper/wrapper.ts";
import type { BundleReader } from "../bundle-reader.ts";
import type { Runtimes } from "../runtime.ts";
import { takeRunError } from "../ort-web/transformers-backend.ts";
import { DecoderPipelineSession } from "./decoder-pipeline-session.ts";
import { withTexts } from "../token-details.ts";
import { type LoadedPipeline, loadPipeline } from "./load-pipeline.ts";
import { TokenStreamer } from "./token-streamer.ts";

export interface ChatAnswer {
  readonly answer: PipelineAnswer;
  /** The answer's tokens, including its end-of-stream token, as transformers returns them. */
  readonly tokenIds: readonly number[];
  /** One for each of them, if requested. */
  readonly tokens: readonly TokenDetail[] | null;
  /** Prompt tokens that the model has read. */
  readonly promptTokenCount: number;
  /** Maximum tokens, prompt and answer together. */
  readonly lengthLimit: number;
  readonly isStopped: boolean;
}

export interface AnswerOptions {
  /** How many tokens to keep at each place of the answer; 0: none. */
  readonly alternatives: number;
  /** The seed of `transformers.set_seed` for sampling; null: a new one each time. */
  readonly seed: number | null;
}

export interface ChatProgress {
  readonly signal: AbortSignal;
  /** Called after each token; the text is empty while a character is incomplete. */
  readonly onTextDelta: (delta: { readonly text: string; readonly tokenCount: number }) => void;
}

/** Option 1: transformers.js's text-generation pipeline, with what MLflow does for the task before and after it. */
export class ChatModel {
  readonly #bundle: ModelBundle;
  readonly #pipeline: LoadedPipeline;

  private constructor(bundle: ModelBundle, pipeline: LoadedPipeline) {
    this.#bundle = bundle;
    this.#pipeline = pipeline;
  }

  /** Errors as `loadPipeline`. */
  static async load(
    bundle: ModelBundle,
    reader: BundleReader,
    runtimes: Runtimes<RuntimeId>,
    choice: RuntimeChoice,
    { modelConfig }: TransformersWrapper,
  ): Promise<ChatModel> {
    return new ChatModel(bundle, await loadPipeline(bundle, reader, runtimes, choice, modelConfig.maxLength));
  }

  /** Prompt tokens of the last answer that were already in the KV cache. */
  takeReusedTokens(): number {
    const { session } = this.#pipeline.prepared;
    return session instanceof DecoderPipelineSession ? session.takeReusedTokens() : 0;
  }

  /** What runs it. */
  runtimeInfo(): RuntimeFacts {
    return this.#pipeline.runtimeInfo();
  }

  /**
   * Does what `predict` of MLflow's transformers flavor does for the wrapper's task. Aborting stops at the next token and keeps the
   * text.
   * @throws AppError "prompt-too-long", "invalid-input" for what MLflow or transformers would refuse, "unsupported" for a way of
   * generating that the page lacks, "out-of-memory".
   */
  async predict(
    request: ChatRequestJson | PromptRequestJson,
    wrapper: TransformersWrapper,
    { alternatives, seed }: AnswerOptions,
    { onTextDelta, signal }: ChatProgress,
  ): Promise<ChatAnswer> {
    const { generator, generationConfig, contextLength, prepared } = this.#pipeline;
    const params = generationParams(request, wrapper.modelConfig, generationConfig);
    const template = wrapper.logged?.promptTemplate ?? null;
    const rendered = "messages" in request ? this.#render(request) : request.prompt;
    const prompt = template === null ? rendered : formatPrompt(template, rendered);
    const plan = planLength(this.#tokenize(prompt, true).length, params, contextLength);
    const minNewTokens = Math.max(params.minNewTokens, params.minLength - plan.promptTokens);
    const decode = (tokenIds: readonly number[]): string =>
      // transformers does not clean up after byte-pair encodings, whatever MLflow requests (tokenization_utils_tokenizers.py).
      generator.tokenizer.decode([...tokenIds], {
        skip_special_tokens: true,
        clean_up_tokenization_spaces: false,
      });
    const answer = new AnswerStream(decode);
    const observer = alternatives > 0 ? new TokenObserver(alternatives) : null;
    const streamer = new TokenStreamer((tokenId) => {
      observer?.onToken(tokenId);
      onTextDelta({ text: answer.push(tokenId), tokenCount: answer.tokenIds.length });
    });
    const { session } = prepared;
    const decoderSession = session instanceof DecoderPipelineSession ? session : null;
    prepared.onResults = observer && (({ logits }) => observer.onLogits(lastRow(logits)));
    takeRunError();
    try {
      await decoderSession?.begin(plan.promptTokens + plan.maxNewTokens);
      await generator(prompt, {
        max_new_tokens: plan.maxNewTokens,
        // transformers.js samples without top_p, and with a graph of its own. So tokens are drawn here, and transformers.js only takes
        // the best of one.
        do_sample: false,
        ...(params.doSample && { logits_processor: this.#sampling(params, seed) }),
        // Left out where the model's generation_config.json decides.
        ...(params.repetitionPenalty !== 1 && { repetition_penalty: params.repetitionPenalty }),
        ...(params.noRepeatNgramSize > 0 && { no_repeat_ngram_size: params.noRepeatNgramSize }),
        ...(minNewTokens > 0 && { min_new_tokens: minNewTokens }),
        add_special_tokens: true,
        tokenizer_encode_kwargs: params.truncation ? { truncation: true, max_length: params.maxLength } : {},
        // Declared as a TextStreamer, used as a BaseStreamer.
        streamer: streamer as never,
        stopping_criteria: this.#stoppingCriteria(params.stop, signal),
      });
    } catch (error) {
      throw takeRunError() ?? error;
    } finally {
      prepared.onResults = null;
      await decoderSession?.end();
    }
    return {
      answer: complete(wrapper, {
        prompt,
        promptTokenIds: this.#tokenize(prompt, false),
        readTokenIds: streamer.promptTokenIds,
        outputTokenIds: [...streamer.promptTokenIds, ...answer.tokenIds],
        params,
        decode,
        model: transformersSourceName(wrapper, this.#bundle),
        id: uuid4(),
        createdSeconds: Math.floor(Date.now() / 1000),
      }),
      tokenIds: answer.tokenIds,
      tokens: observer && withTexts(observer.tokens, (tokenId) => this.#tokenText(tokenId)),
      promptTokenCount: plan.promptTokens,
      lengthLimit: plan.promptTokens + plan.maxNewTokens,
      isStopped: signal.aborted && !this.#isDone(answer.tokenIds, plan.maxNewTokens),
    };
  }

  async dispose(): Promise<void> {
    await this.#pipeline.generator.dispose();
  }

  /** Whether the answer was complete, even if Stop was pressed at its last token. */
  #isDone(tokenIds: readonly number[], maxNewTokens: number): boolean {
    const eosTokenIds = [this.#pipeline.generationConfig.eos_token_id ?? []].flat();
    return tokenIds.length === maxNewTokens || eosTokenIds.includes(tokenIds.at(-1) ?? -1);
  }

  /** A token by itself loses its space; after another it keeps it. */
  #tokenText(tokenId: number): string {
    const { tokenizer } = this.#pipeline.generator;
    const decode = (tokenIds: number[]) =>
      tokenizer.decode(tokenIds, { skip_special_tokens: false, clean_up_tokenization_spaces: false });
    const alone = decode([tokenId]);
    const after = decode([tokenId, tokenId]);
    // The token twice, with the space in between: " cat" is "cat" alone and "cat cat" twice.
    return after.startsWith(alone) && after.length > 2 * alone.length ? after.slice(alone.length) : alone;
  }

  #render(request: ChatRequestJson): string {
    if (request.messages.length === 0) {
      // The template would render nothing; transformers' Python refuses.
      throw new AppError(
        "invalid-input",
        message`There are no messages. Add at least one, with a role and content.`,
      );
    }
    return this.#pipeline.chatPrompt.render(request.messages);
  }

  #tokenize(text: string, addSpecialTokens: boolean): number[] {
    return this.#pipeline.generator.tokenizer.encode(text, { add_special_tokens: addSpecialTokens });
  }

  /** The last processor: it leaves only the token that it draws. */
  #sampling(params: SamplingParams, seed: number | null): LogitsProcessorList {
    const { LogitsProcessor, LogitsProcessorList } = this.#pipeline.transformers;
    const random = seed === null ? Mt19937.fromRandomDevice() : seededPredict(seed);
    class Draw extends LogitsProcessor {
      override _call(_inputIds: bigint[][], logits: TransformersTensor): TransformersTensor {
        const row = logits.data as Float32Array;
        warpLogits(row, params);
        const drawn = drawToken(row, random);
        row.fill(-Infinity);
        row[drawn] = 0;
        return logits;
      }
    }
    const processors = new LogitsProcessorList();
    processors.push(new Draw());
    return processors;
  }

  #stoppingCriteria(stop: readonly string[], signal: AbortSignal): StoppingCriteria[] {
    const { InterruptableStoppingCriteria, StoppingCriteria } = this.#pipeline.transformers;
    const interrupt = new InterruptableStoppingCriteria();
    if (signal.aborted) interrupt.interrupt();
    signal.addEventListener("abort", () => interrupt.interrupt(), { once: true });
    const sequences = stopSequences(stop, (text) => this.#tokenize(text, false));
    class StopSequenceCriteria extends StoppingCriteria {
      override _call(inputIds: number[][]): boolean[] {
        return inputIds.map((tokenIds) => endsWithAny(tokenIds.map(Number), sequences));
      }
    }
    return [interrupt, new StopSequenceCriteria()];
  }
}

/** The logits of the next token, from f32 [1, positions, vocab]. */
function lastRow(logits: unknown): Float32Array {
  const { data, dims, type } = logits as Tensor;
  const row = (data as Float32Array).subarray(data.length - dims.at(-1)!);
  if (type === "float32") return row;
  if (type !== "float16") {
    throw new AppError(
      "unsupported",
      message`This model's logits are neither float32 nor float16: its probabilities cannot be told.`,
    );
  }
  // If the browser has no Float16Array, halves arrive as bits.
  return Float32Array.from(row, data instanceof Uint16Array ? float16 : Number);
}
