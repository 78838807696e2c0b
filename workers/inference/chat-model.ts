import type { StoppingCriteria, TextGenerationPipeline } from "@huggingface/transformers";
import { AppError } from "#base/errors.ts";
import type { BundleFile, ModelBundle } from "#bundle/bundle.ts";
import { findFile, findPipelineOnnx } from "#bundle/model-files.ts";
import { parseGenaiConfig } from "#genai/config.ts";
import { sourceModelName } from "#mlflow/build-artifact.ts";
import { AnswerStream } from "#pipeline/answer-stream.ts";
import type { ChatCompletionJson, ChatRequestJson } from "#pipeline/chat-completion.ts";
import { completeChat } from "#pipeline/complete-chat.ts";
import { type GenerationConfigJson, generationParams, planLength } from "#pipeline/generation-params.ts";
import { endsWithAny, stopSequences } from "#pipeline/stop-sequences.ts";
import type { TransformersWrapper } from "#wrapper/wrapper.ts";
import type { BundleReader } from "./bundle-reader.ts";
import { loadOnnx } from "./load-onnx.ts";

type Transformers = typeof import("@huggingface/transformers");

export interface ChatAnswer {
  readonly completion: ChatCompletionJson;
  /** The answer's tokens, its end-of-stream token included, as transformers gives them. */
  readonly tokenIds: readonly number[];
  readonly promptTokens: number;
  readonly stopped: boolean;
}

export interface ChatProgress {
  readonly signal: AbortSignal;
  /** Called after each token; the text is empty while a character is incomplete. */
  readonly onTextDelta: (delta: { readonly text: string; readonly tokenCount: number }) => void;
}

/** The name under which transformers.js is given the ONNX file, whatever the bundle calls it. */
const onnxPath = "onnx/model.onnx";
const tokenizerPaths = ["tokenizer.json", "tokenizer_config.json"];

/** transformers.js keeps what it learns of a model by its name; a new name for each load forgets it. */
let loadCount = 0;

/** Option 1: transformers.js's text-generation pipeline, with MLflow's llm/v1/chat before and after it. */
export class ChatModel {
  readonly #transformers: Transformers;
  readonly #generator: TextGenerationPipeline;
  readonly #generationConfig: GenerationConfigJson;
  readonly #contextLength: number;
  readonly #chatTemplate: string | undefined;
  readonly #name: string;

  private constructor(
    transformers: Transformers,
    generator: TextGenerationPipeline,
    facts: {
      generationConfig: GenerationConfigJson;
      contextLength: number;
      chatTemplate: string | undefined;
      name: string;
    },
  ) {
    this.#transformers = transformers;
    this.#generator = generator;
    this.#generationConfig = facts.generationConfig;
    this.#contextLength = facts.contextLength;
    this.#chatTemplate = facts.chatTemplate;
    this.#name = facts.name;
  }

  /** @throws AppError "invalid-bundle", "invalid-config", "invalid-model", "network", "out-of-memory". */
  static async load(bundle: ModelBundle, reader: BundleReader): Promise<ChatModel> {
    const files = new Map<string, Uint8Array<ArrayBuffer>>();
    for (const path of ["config.json", ...tokenizerPaths])
      files.set(path, await reader.bytes(reader.find(path)));
    const config = parseJsonFile(files, "config.json") as { max_position_embeddings?: number };
    const generationConfigFile = findFile(bundle, "generation_config.json");
    if (generationConfigFile !== undefined) {
      files.set(generationConfigFile.path, await reader.bytes(generationConfigFile));
    }
    const chatTemplate = await reader.optionalText("chat_template.jinja");
    const onnx = await loadOnnx(await findOnnx(bundle, reader), reader);
    reader.say("Starting the text-generation pipeline");
    const transformers = await import("@huggingface/transformers");
    loadCount += 1;
    const name = `bundle-${loadCount}`;
    serveFiles(transformers, name, new Map([...files, [onnxPath, onnx.model as Uint8Array<ArrayBuffer>]]));
    const generator = await transformers.pipeline("text-generation", name, {
      device: "wasm",
      dtype: "fp32",
      use_external_data_format: false,
      session_options: { externalData: onnx.externalData as never },
    });
    return new ChatModel(transformers, generator, {
      generationConfig: (files.has("generation_config.json")
        ? parseJsonFile(files, "generation_config.json")
        : {}) as GenerationConfigJson,
      contextLength: config.max_position_embeddings ?? Number.POSITIVE_INFINITY,
      chatTemplate,
      name: sourceModelName(bundle),
    });
  }

  /**
   * Does what `predict` of MLflow's transformers flavor does for the task llm/v1/chat. Aborting stops at the next token and
   * keeps the text.
   *
   * @throws AppError "prompt-too-long", "invalid-input" for what MLflow or transformers would refuse, "out-of-memory".
   */
  async predict(
    request: ChatRequestJson,
    { modelConfig }: TransformersWrapper,
    { onTextDelta, signal }: ChatProgress,
  ): Promise<ChatAnswer> {
    const { tokenizer } = this.#generator;
    const params = generationParams(request, modelConfig, this.#generationConfig);
    const prompt = this.#render(request);
    const plan = planLength(this.#tokenize(prompt, true).length, params, this.#contextLength);
    const decode = (tokenIds: readonly number[]): string =>
      tokenizer.decode([...tokenIds], { skip_special_tokens: true, clean_up_tokenization_spaces: false });
    const answer = new AnswerStream(decode);
    const streamer = new TokenStreamer((tokenId) => {
      onTextDelta({ text: answer.push(tokenId), tokenCount: answer.tokenIds.length });
    });
    await this.#generator(prompt, {
      max_new_tokens: plan.maxNewTokens,
      do_sample: params.doSample,
      ...(params.doSample ? { temperature: params.temperature, top_k: params.topK, top_p: params.topP } : {}),
      add_special_tokens: true,
      tokenizer_encode_kwargs: params.truncation ? { truncation: true, max_length: params.maxLength } : {},
      streamer: streamer as never,
      stopping_criteria: this.#stoppingCriteria(params.stop, signal),
    });
    return {
      completion: completeChat({
        promptTokenIds: this.#tokenize(prompt, false),
        outputTokenIds: [...streamer.promptTokenIds, ...answer.tokenIds],
        params,
        decode,
        model: this.#name,
        id: randomUuid(),
        createdSeconds: Math.floor(Date.now() / 1000),
      }),
      tokenIds: answer.tokenIds,
      promptTokens: plan.promptTokens,
      stopped: signal.aborted,
    };
  }

  async dispose(): Promise<void> {
    await this.#generator.dispose();
  }

  #render(request: ChatRequestJson): string {
    if (request.messages.length === 0) {
      throw new AppError(
        "invalid-input",
        "messages is empty. Give at least one message: a role and its content.",
      );
    }
    try {
      return this.#generator.tokenizer.apply_chat_template<false>([...request.messages], {
        tokenize: false,
        add_generation_prompt: true,
        ...(this.#chatTemplate === undefined ? {} : { chat_template: this.#chatTemplate }),
      });
    } catch (error) {
      throw new AppError("invalid-input", "The model's chat template cannot render these messages.", {
        cause: error,
      });
    }
  }

  #tokenize(text: string, addSpecialTokens: boolean): number[] {
    return this.#generator.tokenizer.encode(text, { add_special_tokens: addSpecialTokens });
  }

  #stoppingCriteria(stop: readonly string[], signal: AbortSignal): StoppingCriteria[] {
    const { InterruptableStoppingCriteria, StoppingCriteria } = this.#transformers;
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

/** transformers.js puts the prompt first, then each token, as bigints, one row a sequence. */
class TokenStreamer {
  promptTokenIds: readonly number[] = [];
  #isPrompt = true;
  readonly #onToken: (tokenId: number) => void;

  constructor(onToken: (tokenId: number) => void) {
    this.#onToken = onToken;
  }

  put(rows: bigint[][]): void {
    const tokenIds = (rows[0] ?? []).map(Number);
    if (this.#isPrompt) {
      this.#isPrompt = false;
      this.promptTokenIds = tokenIds;
    } else {
      for (const tokenId of tokenIds) this.#onToken(tokenId);
    }
  }

  end(): void {
    // The last token has been put.
  }
}

/** Answers transformers.js's requests for the model's files from memory, and no other: nothing goes to the network. */
function serveFiles(
  { env }: Transformers,
  name: string,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): void {
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  // What is not among the files is asked for as a local file: there are none.
  env.fetch = () => Promise.resolve(new Response(null, { status: 404 }));
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.useCustomCache = true;
  env.customCache = {
    match: (request: string) => {
      const [, path] = request.split(`/${name}/`);
      const bytes = path === undefined ? undefined : files.get(path);
      return Promise.resolve(
        bytes === undefined
          ? undefined
          : new Response(bytes, { headers: { "content-length": String(bytes.length) } }),
      );
    },
    put: () => Promise.resolve(),
  };
}

async function findOnnx(bundle: ModelBundle, reader: BundleReader): Promise<BundleFile> {
  const genaiText = await reader.optionalText("genai_config.json");
  const genaiFileName = genaiText === undefined ? null : parseGenaiConfig(genaiText).model.decoder.filename;
  return findPipelineOnnx(bundle, genaiFileName) ?? reader.find("onnx/model_q4.onnx");
}

function parseJsonFile(files: ReadonlyMap<string, Uint8Array>, path: string): unknown {
  try {
    return JSON.parse(new TextDecoder().decode(files.get(path))) as unknown;
  } catch (error) {
    throw new AppError("invalid-config", `${path} is not valid JSON. Replace it with the original model's.`, {
      details: { path },
      cause: error,
    });
  }
}

/** As crypto.randomUUID, which pages that are not served securely lack. */
function randomUuid(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(16));
  bytes[6] = (bytes[6]! & 0x0f) | 0x40;
  bytes[8] = (bytes[8]! & 0x3f) | 0x80;
  const hex = Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join("");
  return hex.replace(/^(.{8})(.{4})(.{4})(.{4})(.{12})$/, "$1-$2-$3-$4-$5");
}
