import { AppError, messageOf } from "#base/errors.ts";
import { joined, type Message, message } from "#base/message.ts";
import { allOf, element, ignoredFloat, ignoredInt, int, string } from "./config-element.ts";
import { type JsonElement, OutOfRange, readJson, UnknownValue } from "./json-reader.ts";
import { type DecoderConfig, emptyDecoder } from "./decoder-config.ts";
import { decoderElement } from "./decoder-element.ts";
import { searchDefaults, type SearchOptions, setSearchValue } from "./search-options.ts";
import { type OtherParts, skippedParts } from "./skipped-parts.ts";
import { checkSlidingWindow } from "./sliding-window.ts";

export interface ModelConfig {
  type: string;
  vocabSize: number;
  /** Tokens, prompt and answer together. */
  contextLength: number;
  bosTokenId: number;
  eosTokenIds: number[];
  padTokenId: number;
  /** Folder of the tokenizer's files, relative to genai_config.json; "" for the same folder. */
  tokenizerDir: string;
  decoder: DecoderConfig;
}

/** The parsed genai_config.json. */
export interface GenaiConfig {
  model: ModelConfig;
  search: SearchOptions;
}

/** Models that native runs as plain decoders (ModelType::IsLLM, src/models/model_type.h, 0.18) and that keep only a KV cache. */
const supportedTypes: ReadonlySet<string> = new Set([
  "chatglm",
  "decoder",
  "ernie4_5",
  "gemma",
  "gemma2",
  "gemma3_text",
  "gptoss",
  "granite",
  "hunyuandensev1",
  "internlm2",
  "llama",
  "mistral",
  "nemotron",
  "olmo",
  "phi",
  "phi3",
  "phi3small",
  "phimoe",
  "qwen2",
  "qwen3",
  "smollm3",
]);

/** Models that native also runs, with images, speech, several graphs or a state beside the KV cache. */
const otherNativeTypes: ReadonlySet<string> = new Set([
  "decoder-pipeline",
  "fara",
  "gemma3",
  "gemma4",
  "gemma4_text",
  "gpt2",
  "granitemoehybrid",
  "lfm2",
  "marian-ssru",
  "mistral3",
  "nemotron_speech",
  "parakeet_tdt",
  "phi3v",
  "phi4mm",
  "qwen2_5_vl",
  "qwen3_5",
  "qwen3_5_moe",
  "qwen3_5_moe_text",
  "qwen3_5_text",
  "qwen3_vl",
  "videochat_flash_qwen",
  "whisper",
]);

/** Makes the readers of what a plain decoder does not use; each path is given to `onPath`, with its name in native's messages. */
type MakeParts = (onPath: (path: string, name: string) => void) => OtherParts;

/**
 * Reads genai_config.json.
 * @param file its bytes, or its text including any byte order mark, which native refuses. Mirrors Config::Config and its elements
 * (onnxruntime-genai, src/config.cpp, 0.18) for decoder-only models.
 * @param makeParts `otherParts` for a verdict as strict as native's.
 * @throws AppError "invalid-config" with native's message; "unsupported" for models that are not plain decoders.
 */
export function parseGenaiConfig(
  file: string | Uint8Array,
  makeParts: MakeParts = () => skippedParts,
): GenaiConfig {
  const config = emptyConfig();
  const otherPaths: (readonly [path: string, name: string])[] = [];
  const parts = makeParts((...path) => otherPaths.push(path));
  const text = typeof file === "string" ? file : new TextDecoder("utf-8", { ignoreBOM: true }).decode(file);
  try {
    readJson(text, documentElement(config, parts));
  } catch (error) {
    const native = `Error encountered while parsing 'genai_config.json' ${messageOf(error)}`;
    throw new AppError("invalid-config", text.startsWith("\uFEFF") ? withoutMark(native) : native, {
      details: { file: "genai_config.json" },
      cause: error,
    });
  }
  const { model, search } = config;
  if (model.contextLength === 0) {
    throw new AppError(
      "invalid-config",
      "model context_length is 0 or was not set. It must be greater than 0",
      { details: { file: "genai_config.json" } },
    );
  }
  if (search.maxLength === 0) search.maxLength = model.contextLength;
  if (model.eosTokenIds.length === 0) model.eosTokenIds.push(model.padTokenId);
  for (const [path, name] of [...otherPaths, [model.decoder.filename, "model.decoder.filename"] as const])
    checkConfigPath(path, name);
  checkModelType(model);
  return config;
}

/**
 * A copy of `config` with a JSON text of the same format merged into it: values replace, array elements are appended. Mirrors
 * OverlayConfig (onnxruntime-genai, src/config.cpp, 0.18).
 * @throws AppError "invalid-config" with native's message.
 */
export function overlayConfig(
  config: GenaiConfig,
  text: string,
  makeParts: MakeParts = () => skippedParts,
): GenaiConfig {
  const overlaid = structuredClone(config);
  // Native does not check an overlay's paths.
  readJson(
    text,
    documentElement(
      overlaid,
      makeParts(() => {}),
    ),
  );
  checkModelType(overlaid.model);
  return overlaid;
}

function withoutMark(native: string): Message {
  return joined(
    [
      native,
      message`The file begins with a byte order mark, which onnxruntime-genai does not take. Save it as UTF-8 without one.`,
    ],
    ". ",
  );
}

function emptyConfig(): GenaiConfig {
  return {
    model: {
      type: "",
      vocabSize: 0,
      contextLength: 0,
      bosTokenId: 0,
      eosTokenIds: [],
      padTokenId: 0,
      tokenizerDir: "",
      decoder: emptyDecoder(),
    },
    search: { ...searchDefaults },
  };
}

function checkModelType(model: ModelConfig): void {
  const { type } = model;
  if (!supportedTypes.has(type)) {
    const wording = otherNativeTypes.has(type)
      ? message`Models of type ${type} do not run here; expected a text model with a plain decoder, such as Phi-3 (phi3).`
      : `Unsupported model_type in config.json: ${type}`;
    throw new AppError("unsupported", wording, { details: { modelType: type } });
  }
  checkSlidingWindow(model.decoder.slidingWindow);
}

/** Mirrors ValidateConfigPath (onnxruntime-genai, src/config.cpp, 0.18). */
function checkConfigPath(path: string, context: string): void {
  if (path.startsWith("/") || path.startsWith("\\")) {
    throw new AppError(
      "unsafe-path",
      `${context}: Config path must be a relative path under the model directory, got: ${path}`,
      { details: { path } },
    );
  }
  if (path.split(/[/\\]/).includes("..")) {
    throw new AppError(
      "unsafe-path",
      `${context}: Config path must not contain path traversal (..): ${path}`,
      { details: { path } },
    );
  }
}

/** The file: one unnamed object. */
function documentElement(config: GenaiConfig, parts: OtherParts): JsonElement {
  const root: JsonElement = element({
    // Native accepts any scalar at the root and ignores it.
    otherValues: () => {},
    objects: {
      model: () => modelElement(config.model, parts),
      search: () => searchElement(config.search),
      ...parts.root,
    },
  });
  return {
    onValue: () => {
      throw new UnknownValue();
    },
    onObject: () => root,
    onArray: () => {
      throw new UnknownValue();
    },
  };
}

function searchElement(search: SearchOptions): JsonElement {
  return element({ otherValues: (value, name) => setSearchValue(search, name, value) });
}

function modelElement(model: ModelConfig, parts: OtherParts): JsonElement {
  return element({
    values: {
      type: string((value) => (model.type = value)),
      tokenizer_dir: string((value) => (model.tokenizerDir = value)),
      vocab_size: int((value) => (model.vocabSize = value)),
      context_length: int((value) => {
        if (value <= 0) throw new OutOfRange(`context_length must be > 0, got ${value}`);
        model.contextLength = value;
      }),
      bos_token_id: int((value) => (model.bosTokenId = value)),
      eos_token_id: int((value) => (model.eosTokenIds = [value])),
      pad_token_id: int((value) => (model.padTokenId = value)),
      ...allOf(
        "decoder_start_token_id sep_token_id image_token_id audio_token_id boa_token_id video_token_id vision_start_token_id bot_token_id eot_token_id bor_token_id eor_token_id num_mels fft_size hop_length win_length subsampling_factor left_context conv_context pre_encode_cache_size sample_rate chunk_samples blank_id max_symbols_per_step left_context_samples right_context_samples",
        ignoredInt,
      ),
      ...allOf("preemph log_eps norm_eps", ignoredFloat),
    },
    arrays: {
      eos_token_id: () => element({ otherValues: int((value) => model.eosTokenIds.push(value)) }),
      tdt_durations: parts.tdtDurations,
    },
    objects: {
      decoder: () => decoderElement(model.decoder, parts),
      ...parts.model,
    },
  });
}
