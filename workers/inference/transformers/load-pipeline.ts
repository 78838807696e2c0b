import type { TextGenerationPipeline } from "@huggingface/transformers";
import { readUtf8 } from "#base/read-utf8.ts";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { BundleFile, ModelBundle } from "#bundle/bundle.ts";
import { findFile, findPipelineOnnx } from "#bundle/model-files.ts";
import { parseGenaiConfig } from "#genai/config.ts";
import { graphPath } from "#genai/model-path.ts";
import type { RuntimeFacts } from "#inference/inference-port.ts";
import type { RuntimeChoice, RuntimeId } from "#inference/runtimes.ts";
import { ChatPrompt } from "#pipeline/chat-prompt.ts";
import type { GenerationConfigJson } from "#pipeline/generation-params.ts";
import type { BundleReader } from "../bundle-reader.ts";
import { chooseRuntime } from "../choose-runtime.ts";
import type { Runtimes } from "../runtime.ts";
import type { PipelineSession } from "../ort-web/pipeline-session.ts";
import { DecoderPipelineSession } from "./decoder-pipeline-session.ts";
import { PreparedSession } from "../ort-web/transformers-backend.ts";

type Transformers = typeof import("@huggingface/transformers");

export interface LoadedPipeline {
  readonly transformers: Transformers;
  readonly generator: TextGenerationPipeline;
  readonly prepared: PreparedSession;
  readonly runtimeInfo: () => RuntimeFacts;
  readonly generationConfig: GenerationConfigJson;
  /** The model's limit in tokens, including the answer. */
  readonly contextLength: number;
  readonly chatPrompt: ChatPrompt;
}

/** The name under which transformers.js requests the ONNX file, whatever it is called in the bundle. */
const onnxPath = "onnx/model.onnx";

/** transformers.js caches by model name; a new name for each load avoids that. */
let loadCount = 0;

/**
 * Makes transformers.js's text-generation pipeline from a bundle's files.
 * @param maxLength the usual length of prompt and answer, in tokens.
 * @throws AppError "invalid-bundle", "invalid-config", "invalid-model", "network", "out-of-memory", "aborted".
 */
export async function loadPipeline(
  bundle: ModelBundle,
  reader: BundleReader,
  runtimes: Runtimes<RuntimeId>,
  choice: RuntimeChoice,
  maxLength: number,
): Promise<LoadedPipeline> {
  const files = new Map<string, Uint8Array<ArrayBuffer>>();
  const readJson = async (path: string): Promise<unknown> => {
    const bytes = await reader.bytes(reader.find(path));
    files.set(path, bytes);
    return parseJson(path, bytes);
  };
  await readJson("tokenizer.json");
  const tokenizerConfig = await readJson("tokenizer_config.json");
  const config = (await readJson("config.json")) as { max_position_embeddings?: number };
  const generationConfigPath = "generation_config.json";
  const generationConfig = (
    findFile(bundle, generationConfigPath) === undefined ? {} : await readJson(generationConfigPath)
  ) as GenerationConfigJson;
  const chatPrompt = new ChatPrompt(tokenizerConfig, await reader.optionalText("chat_template.jinja"));
  const file = await findOnnx(bundle, reader);
  const contextLength = config.max_position_embeddings ?? Number.MAX_SAFE_INTEGER;
  const expected = { tokens: maxLength, contextLength };
  const chosen = await chooseRuntime(runtimes, choice, { file, reader, expected });
  const session = await chosen.session((decoder) => new DecoderPipelineSession(decoder, contextLength));
  reader.say(message`Starting the text-generation pipeline`);
  try {
    const prepared = new PreparedSession(session);
    files.set(onnxPath, prepared.ticket);
    files.set("config.json", withCacheType(config, session));
    const transformers = await import("@huggingface/transformers");
    const generator = await startPipeline(transformers, files);
    return {
      transformers,
      generator,
      prepared,
      runtimeInfo: chosen.info,
      generationConfig,
      contextLength,
      chatPrompt,
    };
  } catch (error) {
    await session.dispose();
    throw error;
  }
}

/** transformers.js creates the first, empty cache with this type; its own config finds it by the file's name, which is not kept. */
function withCacheType(config: object, { inputs }: PipelineSession): Uint8Array<ArrayBuffer> {
  const isHalf = inputs.some(
    (input) => input.name.startsWith("past") && input.isTensor && input.type === "float16",
  );
  const own = { "transformers.js_config": { kv_cache_dtype: isHalf ? "float16" : "float32" } };
  return new TextEncoder().encode(JSON.stringify({ ...config, ...own }));
}

/** Answers transformers.js's requests for the model's files from memory, and no others: nothing goes to the network. */
function startPipeline(
  { env, pipeline }: Transformers,
  files: ReadonlyMap<string, Uint8Array<ArrayBuffer>>,
): Promise<TextGenerationPipeline> {
  loadCount += 1;
  const name = `bundle-${loadCount}`;
  env.allowRemoteModels = false;
  env.allowLocalModels = true;
  // transformers.js requests missing files as local files: there are none.
  env.fetch = () => Promise.resolve(new Response(null, { status: 404 }));
  env.useBrowserCache = false;
  env.useWasmCache = false;
  env.useCustomCache = true;
  env.customCache = {
    match: (request: string) => {
      const [, path] = request.split(`/${name}/`);
      const bytes = path === undefined ? undefined : files.get(path);
      if (bytes === undefined) return Promise.resolve(undefined);
      return Promise.resolve(new Response(bytes, { headers: { "content-length": String(bytes.length) } }));
    },
    put: () => Promise.resolve(),
  };
  return pipeline("text-generation", name, {
    device: "wasm",
    dtype: "fp32",
    use_external_data_format: false,
  });
}

async function findOnnx(bundle: ModelBundle, reader: BundleReader): Promise<BundleFile> {
  const onnx = findPipelineOnnx(bundle, null);
  if (onnx !== undefined) return onnx;
  const genaiText = await reader.optionalText("genai_config.json");
  return reader.find(
    genaiText === undefined ? "onnx/model_q4.onnx" : graphPath(parseGenaiConfig(genaiText).model),
  );
}

function parseJson(path: string, bytes: Uint8Array): unknown {
  const text = readUtf8(bytes, path);
  try {
    return JSON.parse(text) as unknown;
  } catch (error) {
    throw new AppError(
      "invalid-config",
      message`${path} is not valid JSON. Replace it with the original model's.`,
      {
        details: { path },
        cause: error,
      },
    );
  }
}
