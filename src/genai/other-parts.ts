/**
 * Parts of genai_config.json that a plain decoder does not use. Native reads them all the same, and refuses the file for a name that it
 * does not know. Mirrors the elements of onnxruntime-genai, src/config.cpp, 0.18.
 */
import {
  allOf,
  element,
  type ElementFields,
  ignored,
  ignoredBool,
  ignoredFloat,
  ignoredInt,
  ignoredString,
  int,
  type SetValue,
  string,
} from "./config-element.ts";
import { emptyDecoder } from "./decoder-config.ts";
import { decoderElement, stringsElement } from "./decoder-element.ts";
import { type JsonElement, OutOfRange } from "./json-reader.ts";
import { toInt32, toNumber } from "./search-options.ts";
import type { OtherParts } from "./skipped-parts.ts";

/** @param onPath called with each path of a file, to be checked when everything is read, and its name in native's messages. */
export function otherParts(onPath: (path: string, name: string) => void): OtherParts {
  const path: PathReader = (name) => string((value) => onPath(value, `model.${name}`));
  const file = (name: string) => ({ filename: path(`${name}.filename`) });
  return {
    root: { speculative, engine },
    model: {
      encoder: () =>
        part({
          values: { ...file("encoder"), ...sizes },
          inputs:
            "input_ids inputs_embeds attention_mask position_ids audio_features input_lengths cache_last_channel cache_last_time cache_last_channel_len lang_id",
          outputs:
            "encoder_hidden_states encoder_outputs output_lengths cache_last_channel_next cache_last_time_next cache_last_channel_len_next cross_present_key_names cross_present_value_names",
        }),
      embedding: () =>
        part({
          values: file("embedding"),
          inputs: "input_ids image_features audio_features",
          outputs: "inputs_embeds per_layer_inputs",
        }),
      vision: () => vision(path),
      speech: () =>
        part({
          values: {
            ...file("speech"),
            config_filename: path("speech.config_filename"),
            adapter_filename: path("speech.adapter_filename"),
          },
          inputs: "audio_embeds attention_mask audio_sizes audio_projection_mode",
          outputs: "audio_features",
        }),
      joiner: () =>
        part({ values: file("joiner"), inputs: "encoder_outputs decoder_outputs", outputs: "logits" }),
      vad: () =>
        part({
          values: {
            ...file("vad"),
            threshold: ignoredFloat,
            ...allOf("silence_duration_ms prefix_padding_ms", ignoredInt),
          },
        }),
      mtp: () =>
        part({
          values: {
            enabled: ignoredBool,
            ...allOf("filename main_hidden_states", ignoredString),
            ...positive("num_hidden_layers num_key_value_heads head_size"),
          },
          inputs: "input_ids hidden_states attention_mask position_ids past_key_names past_value_names",
          outputs: "logits hidden_states present_key_names present_value_names",
          arrays: sharedInitializers,
        }),
      dflash2: blockDrafter,
      dspark: blockDrafter,
      draft: () => decoderElement(emptyDecoder(), otherParts(onPath), { state_groups: () => ignored }),
    },
    sessionOptions: sessionOptionsElement,
    tdtDurations: () => element({ otherValues: ignoredInt }),
    pipelineModel: () =>
      element({
        values: {
          filename: path("decoder.pipeline.filename"),
          ...allOf("run_on_prompt run_on_token_gen is_lm_head inherit_session_options", ignoredBool),
          reset_session_idx: ignoredInt,
        },
        objects: { ...sessionObjects, output_names_forwarder: stringsElement },
        arrays: { inputs: textsElement, outputs: textsElement },
      }),
    sharedInitializer,
  };
}

/** Reads a path, which has this name in native's messages after "model.". */
type PathReader = (name: string) => SetValue;

function vision(path: PathReader): JsonElement {
  const stage = (): JsonElement =>
    element({
      values: { filename: path("vision.pipeline.filename"), run_on_cpu: ignoredBool },
      objects: sessionObjects,
      arrays: { inputs: textsElement, outputs: textsElement },
    });
  return part({
    values: {
      filename: path("vision.filename"),
      config_filename: path("vision.config_filename"),
      adapter_filename: path("vision.adapter_filename"),
      ...allOf("spatial_merge_size patch_size num_visual_tokens window_size", ignoredInt),
      tokens_per_second: ignoredFloat,
    },
    inputs: "pixel_values pixel_position_ids image_sizes image_grid_thw attention_mask",
    outputs: "image_features",
    objects: { pipeline: () => element({ otherObjects: stage }) },
    arrays: { pipeline: () => element({ otherObjects: () => element({ otherObjects: stage }) }) },
  });
}

interface PartFields extends ElementFields {
  /** Names, separated by spaces. */
  readonly inputs?: string;
  readonly outputs?: string;
}

/** A part with a graph of its own. */
function part({ inputs, outputs, objects, ...rest }: PartFields): JsonElement {
  const named = (names: string) => () => element({ values: allOf(names, ignoredString) });
  return element({
    ...rest,
    objects: {
      ...sessionObjects,
      ...objects,
      ...(inputs !== undefined && { inputs: named(inputs) }),
      ...(outputs !== undefined && { outputs: named(outputs) }),
    },
  });
}

const sessionObjects = {
  session_options: () => sessionOptionsElement(() => {}),
  run_options: stringsElement,
};

const sizes = allOf(
  "hidden_size num_attention_heads num_hidden_layers num_key_value_heads head_size",
  ignoredInt,
);

const sharedInitializers = {
  shared_initializers: () => element({ otherObjects: sharedInitializer }),
};

function blockDrafter(): JsonElement {
  return part({
    values: {
      ...allOf("filename main_aux_hidden_states", ignoredString),
      ...positive("num_hidden_layers num_key_value_heads head_size num_draft_tokens selector_top_k"),
      ...allOf("mask_token_id sliding_window", ignoredInt),
      block_size: int((value) => {
        if (value <= 1) throw new OutOfRange("block_size must be > 1");
      }),
    },
    inputs:
      "aux_hidden_states input_ids inputs_embeds q_row_map qkv_row_map block_row_index past_key_scale_names past_value_scale_names cumulative_sequence_lengths past_sequence_lengths block_table attention_metadata past_key_names past_value_names",
    outputs:
      "candidate_ids scores present_key_scale_names present_value_scale_names present_key_names present_value_names",
    arrays: {
      ...sharedInitializers,
      aux_hidden_state_layers: () => element({ otherValues: ignoredInt }),
    },
  });
}

/** Counts that have to be above 0. */
function positive(names: string): Record<string, SetValue> {
  return allOf(names, (value, name) => {
    if (toInt32(value, name) <= 0) throw new OutOfRange(`${name} must be > 0`);
  });
}

function sharedInitializer(): JsonElement {
  return element({
    values: { ...allOf("name data_file offset length", ignoredString), data_type: ignoredInt },
    arrays: { shape: () => element({ otherValues: ignoredInt }) },
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

/**
 * All but one change nothing, because the page has one execution provider. They are still checked.
 * @param onLibrary takes the path of a library with operators.
 */
function sessionOptionsElement(onLibrary: (path: string) => void): JsonElement {
  return element({
    values: {
      ...allOf(
        "intra_op_num_threads inter_op_num_threads log_severity_level log_verbosity_level",
        ignoredInt,
      ),
      ...allOf("enable_cpu_mem_arena enable_mem_pattern", ignoredBool),
      custom_ops_library: string(onLibrary),
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

function textsElement(): JsonElement {
  return element({ otherValues: ignoredString });
}

/** The page decodes token by token and does not use these; they are checked as native checks them. */
function speculative(): JsonElement {
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

function engine(): JsonElement {
  return element({
    objects: {
      dynamic_batching: () =>
        element({
          values: {
            ...positive("block_size num_blocks max_batch_size max_scheduled_tokens"),
            gpu_utilization_factor: (value) => {
              const share = toNumber(value);
              if (!(share > 0 && share <= 1))
                throw new OutOfRange("gpu_utilization_factor must be > 0 and <= 1");
            },
          },
        }),
      static_batching: () => element({ values: positive("max_batch_size") }),
    },
  });
}
