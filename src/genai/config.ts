import { own } from "#base/own.ts";
import { AppError, messageOf } from "#base/errors.ts";
import { joined, type Message, message } from "#base/message.ts";
import {
  type JsonElement,
  type JsonScalar,
  kindOf,
  OutOfRange,
  readJson,
  TypeMismatch,
  UnknownValue,
} from "./json-reader.ts";
import {
  searchDefaults,
  type SearchOptions,
  setSearchValue,
  toBool,
  toInt32,
  toNumber,
} from "./search-options.ts";
import { checkSlidingWindow, type SlidingWindow, slidingWindowDefaults } from "./sliding-window.ts";

/** Names of a decoder graph's inputs; "%d" stands for the layer. */
interface DecoderInputs {
  inputIds: string;
  attentionMask: string;
  positionIds: string;
  pastKeyNames: string;
  pastValueNames: string;
}

/** Names of a decoder graph's outputs; "%d" stands for the layer. */
interface DecoderOutputs {
  logits: string;
  presentKeyNames: string;
  presentValueNames: string;
}

export interface DecoderConfig {
  /** Path of the ONNX file, relative to genai_config.json; stays inside the model's folder. */
  filename: string;
  hiddenSize: number;
  headSize: number;
  numAttentionHeads: number;
  numKeyValueHeads: number;
  numHiddenLayers: number;
  inputs: DecoderInputs;
  outputs: DecoderOutputs;
  slidingWindow: SlidingWindow | null;
  /** Of each layer, for models that keep more than keys and values; empty for all others. */
  layerTypes: string[];
}

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

/**
 * Reads genai_config.json.
 * @param file its bytes, or its text including any byte order mark, which native refuses. Mirrors Config::Config and its elements
 * (onnxruntime-genai, src/config.cpp, 0.18) for decoder-only models.
 * @param fileName the name to use in messages.
 * @throws AppError "invalid-config" with native's message; "unsupported" for models that are not plain decoders.
 */
export function parseGenaiConfig(file: string | Uint8Array, fileName = "genai_config.json"): GenaiConfig {
  const config = emptyConfig();
  const text = typeof file === "string" ? file : new TextDecoder("utf-8", { ignoreBOM: true }).decode(file);
  try {
    readJson(text, documentElement(config));
  } catch (error) {
    const native = `Error encountered while parsing '${fileName}' ${messageOf(error)}`;
    throw new AppError("invalid-config", text.startsWith("\uFEFF") ? withoutMark(native) : native, {
      details: { file: fileName },
      cause: error,
    });
  }
  const { model, search } = config;
  if (model.contextLength === 0) {
    throw new AppError(
      "invalid-config",
      "model context_length is 0 or was not set. It must be greater than 0",
      { details: { file: fileName } },
    );
  }
  if (search.maxLength === 0) search.maxLength = model.contextLength;
  if (model.eosTokenIds.length === 0) model.eosTokenIds.push(model.padTokenId);
  checkConfigPath(model.decoder.filename, "model.decoder.filename");
  checkModelType(model);
  return config;
}

/**
 * A copy of `config` with a JSON text of the same format merged into it: values replace, array elements are appended. Mirrors
 * OverlayConfig (onnxruntime-genai, src/config.cpp, 0.18).
 * @throws AppError "invalid-config" with native's message.
 */
export function overlayConfig(config: GenaiConfig, text: string): GenaiConfig {
  const overlaid = structuredClone(config);
  readJson(text, documentElement(overlaid));
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
      decoder: {
        filename: "",
        hiddenSize: 0,
        headSize: 0,
        numAttentionHeads: 0,
        numKeyValueHeads: 0,
        numHiddenLayers: 0,
        inputs: {
          inputIds: "input_ids",
          attentionMask: "attention_mask",
          positionIds: "position_ids",
          pastKeyNames: "past_key_values.%d.key",
          pastValueNames: "past_key_values.%d.value",
        },
        outputs: {
          logits: "logits",
          presentKeyNames: "present.%d.key",
          presentValueNames: "present.%d.value",
        },
        slidingWindow: null,
        layerTypes: [],
      },
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

type SetValue = (value: JsonScalar, name: string) => void;

interface ElementFields {
  readonly values?: Readonly<Record<string, SetValue>>;
  /** Accepts the values that `values` does not name. */
  readonly otherValues?: SetValue;
  readonly objects?: Readonly<Record<string, () => JsonElement>>;
  /** Accepts the objects that `objects` does not name. */
  readonly otherObjects?: () => JsonElement;
  readonly arrays?: Readonly<Record<string, () => JsonElement>>;
}

/** An object in which only the given names are known. */
function element({
  values = {},
  otherValues,
  objects = {},
  otherObjects,
  arrays = {},
}: ElementFields): JsonElement {
  return {
    onValue(name, value) {
      const set = own(values, name) ?? otherValues;
      if (set === undefined) throw new UnknownValue();
      set(value, name);
    },
    onObject: (name) => child(objects, name, otherObjects),
    onArray: (name) => child(arrays, name),
  };
}

function child(
  children: Readonly<Record<string, () => JsonElement>>,
  name: string,
  other?: () => JsonElement,
): JsonElement {
  const make = own(children, name) ?? other;
  if (make === undefined) throw new UnknownValue();
  return make();
}

/** A part of the file about other execution providers or other kinds of models: skipped. */
const ignored: JsonElement = { onValue() {}, onObject: () => ignored, onArray: () => ignored };

const int =
  (set: (value: number) => void): SetValue =>
  (value, name) =>
    set(toInt32(value, name));

const string =
  (set: (value: string) => void): SetValue =>
  (value) => {
    if (typeof value !== "string") throw new TypeMismatch("string", kindOf(value));
    set(value);
  };

function ignoredValues(names: readonly string[], read: SetValue): Record<string, SetValue> {
  return Object.fromEntries(names.map((name) => [name, read]));
}

const ignoredInt = int(() => {});
const ignoredFloat: SetValue = (value) => void toNumber(value);
const ignoredString = string(() => {});
const ignoredBool: SetValue = (value) => void toBool(value);

/** The file: one unnamed object. */
function documentElement(config: GenaiConfig): JsonElement {
  const root: JsonElement = element({
    // Native accepts any scalar at the root and ignores it.
    otherValues: () => {},
    objects: {
      model: () => modelElement(config.model),
      search: () => searchElement(config.search),
      speculative: speculativeElement,
      engine: () => ignored,
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

/** The page decodes token by token and does not use these; they are checked as native checks them. */
function speculativeElement(): JsonElement {
  return element({
    values: {
      max_draft_tokens: int((value) => {
        if (value >= 1 && value <= maxDraftTokens) return;
        throw new Error(
          `speculative.max_draft_tokens must be between 1 and ${maxDraftTokens} Got: ${value}.`,
        );
      }),
      ngram_size: int((value) => {
        if (value === 0 || (value >= 2 && value <= maxDraftTokens)) return;
        throw new Error(
          `speculative.ngram_size must be 0 or between 2 and ${maxDraftTokens}. Got: ${value}.`,
        );
      }),
      min_adaptive_k: int((value) => {
        if (value >= 0 && value <= maxDraftTokens) return;
        throw new Error(
          `speculative.min_adaptive_k must be 0 or between 1 and ${maxDraftTokens}. Got: ${value}.`,
        );
      }),
      ngram_chained_lookup: ignoredBool,
      cooldown: ignoredBool,
    },
  });
}

/** Speculative_Element::kMaxK */
const maxDraftTokens = 16;

function searchElement(search: SearchOptions): JsonElement {
  return element({ otherValues: (value, name) => setSearchValue(search, name, value) });
}

function modelElement(model: ModelConfig): JsonElement {
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
      ...ignoredValues(
        [
          "decoder_start_token_id",
          "sep_token_id",
          "image_token_id",
          "audio_token_id",
          "boa_token_id",
          "video_token_id",
          "vision_start_token_id",
          "bot_token_id",
          "eot_token_id",
          "bor_token_id",
          "eor_token_id",
          "num_mels",
          "fft_size",
          "hop_length",
          "win_length",
          "subsampling_factor",
          "left_context",
          "conv_context",
          "pre_encode_cache_size",
          "sample_rate",
          "chunk_samples",
          "blank_id",
          "max_symbols_per_step",
          "left_context_samples",
          "right_context_samples",
        ],
        ignoredInt,
      ),
      ...ignoredValues(["preemph", "log_eps", "norm_eps"], ignoredFloat),
    },
    arrays: {
      eos_token_id: () => element({ otherValues: int((value) => model.eosTokenIds.push(value)) }),
      tdt_durations: () => ignored,
    },
    objects: {
      decoder: () => decoderElement(model.decoder),
      // Parts of models that are not plain decoders. checkModelType refuses those models.
      encoder: () => ignored,
      embedding: () => ignored,
      vision: () => ignored,
      speech: () => ignored,
      joiner: () => ignored,
      vad: () => ignored,
      mtp: () => ignored,
      draft: () => ignored,
    },
  });
}

function decoderElement(decoder: DecoderConfig): JsonElement {
  return element({
    values: {
      filename: string((value) => (decoder.filename = value)),
      hidden_size: int((value) => (decoder.hiddenSize = value)),
      num_attention_heads: int((value) => (decoder.numAttentionHeads = value)),
      num_key_value_heads: int((value) => (decoder.numKeyValueHeads = value)),
      num_hidden_layers: int((value) => (decoder.numHiddenLayers = value)),
      head_size: int((value) => (decoder.headSize = value)),
      conv_cache_size: ignoredInt,
    },
    objects: {
      session_options: sessionOptionsElement,
      run_options: () => element({ otherValues: ignoredString }),
      inputs: () => inputsElement(decoder.inputs),
      outputs: () => outputsElement(decoder.outputs),
      sliding_window: () => {
        decoder.slidingWindow = { ...slidingWindowDefaults, layers: [] };
        return slidingWindowElement(decoder.slidingWindow);
      },
      pipeline: () => element({ otherObjects: () => ignored }),
    },
    arrays: {
      pipeline: () => element({ otherObjects: () => element({ otherObjects: () => ignored }) }),
      layer_types: () => element({ otherValues: string((value) => decoder.layerTypes.push(value)) }),
      shared_initializers: () => element({ otherObjects: () => ignored }),
    },
  });
}

function slidingWindowElement(window: SlidingWindow): JsonElement {
  return element({
    values: {
      window_size: int((value) => (window.windowSize = value)),
      slide_key_value_cache: (value) => (window.slideKeyValueCache = toBool(value)),
      slide_inputs: (value) => (window.slideInputs = toBool(value)),
      cache_slack: int((value) => (window.cacheSlack = value)),
      // For sliding inputs.
      pad_value: ignoredInt,
      alignment: ignoredString,
    },
    arrays: { layers: () => element({ otherValues: int((value) => window.layers.push(value)) }) },
  });
}

/** Options of an execution provider; the page has one. */
function providerElement(): JsonElement {
  return element({
    otherValues: ignoredString,
    objects: {
      device_filtering_options: () =>
        element({
          values: {
            hardware_device_type: string((value) => {
              if (!/^(?:cpu|gpu|npu)$/i.test(value))
                throw new Error(`Unsupported hardware device type: ${value}`);
            }),
            hardware_device_id: ignoredFloat,
            hardware_vendor_id: ignoredFloat,
          },
        }),
    },
  });
}

/** These change nothing, because the page has one execution provider. They are still checked. */
function sessionOptionsElement(): JsonElement {
  return element({
    values: {
      ...ignoredValues(
        ["intra_op_num_threads", "inter_op_num_threads", "log_severity_level", "log_verbosity_level"],
        ignoredInt,
      ),
      ...ignoredValues(["enable_cpu_mem_arena", "enable_mem_pattern"], ignoredBool),
      graph_optimization_level: string((value) => {
        if (!graphOptimizationLevels.has(value)) throw new Error(`Unrecognized value:${value}`);
      }),
    },
    otherValues: ignoredString,
    arrays: {
      provider_options: () => element({ otherObjects: () => element({ otherObjects: providerElement }) }),
    },
  });
}

const graphOptimizationLevels: ReadonlySet<string> = new Set([
  "ORT_DISABLE_ALL",
  "ORT_ENABLE_BASIC",
  "ORT_ENABLE_EXTENDED",
  "ORT_ENABLE_ALL",
]);

function inputsElement(inputs: DecoderInputs): JsonElement {
  return element({
    values: {
      input_ids: string((value) => (inputs.inputIds = value)),
      attention_mask: string((value) => (inputs.attentionMask = value)),
      position_ids: string((value) => (inputs.positionIds = value)),
      past_key_names: string((value) => (inputs.pastKeyNames = value)),
      past_value_names: string((value) => (inputs.pastValueNames = value)),
      ...ignoredValues(
        [
          "inputs_embeds",
          "past_names",
          "cross_past_key_names",
          "cross_past_value_names",
          "past_sequence_length",
          "current_sequence_length",
          "total_sequence_length",
          "encoder_hidden_states",
          "encoder_attention_mask",
          "rnn_states_prev",
          "past_key_values_length",
          "cache_indirection",
          "cumulative_sequence_lengths",
          "past_sequence_lengths",
          "block_table",
          "block_table_windowed",
          "attention_metadata",
          "past_conv_names",
          "hidden_states",
          "targets",
          "lstm_hidden_state",
          "lstm_cell_state",
          "per_layer_inputs",
          "targets_length",
        ],
        ignoredString,
      ),
    },
  });
}

function outputsElement(outputs: DecoderOutputs): JsonElement {
  return element({
    values: {
      logits: string((value) => (outputs.logits = value)),
      present_key_names: string((value) => (outputs.presentKeyNames = value)),
      present_value_names: string((value) => (outputs.presentValueNames = value)),
      ...ignoredValues(
        [
          "present_names",
          "output_cross_qk_names",
          "rnn_states",
          "present_conv_names",
          "hidden_states",
          "outputs",
          "lstm_hidden_state",
          "lstm_cell_state",
          "outputs_length",
        ],
        ignoredString,
      ),
    },
  });
}
