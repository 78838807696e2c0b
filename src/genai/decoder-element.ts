/** Reads `model.decoder` of genai_config.json. Mirrors Decoder_Element (onnxruntime-genai, src/config.cpp, 0.18). */
import {
  allOf,
  element,
  type ElementFields,
  ignoredInt,
  ignoredString,
  int,
  string,
} from "./config-element.ts";
import type { DecoderConfig, DecoderInputs, DecoderOutputs } from "./decoder-config.ts";
import type { JsonElement } from "./json-reader.ts";
import { toBool } from "./search-options.ts";
import type { OtherParts } from "./skipped-parts.ts";
import { type SlidingWindow, slidingWindowDefaults } from "./sliding-window.ts";

export function decoderElement(
  decoder: DecoderConfig,
  parts: OtherParts,
  moreArrays: ElementFields["arrays"] = {},
): JsonElement {
  return element({
    values: {
      filename: string((value) => (decoder.filename = value)),
      hidden_size: int((value) => (decoder.hiddenSize = value)),
      num_attention_heads: int((value) => (decoder.numAttentionHeads = value)),
      num_key_value_heads: int((value) => (decoder.numKeyValueHeads = value)),
      num_hidden_layers: int((value) => (decoder.numHiddenLayers = value)),
      head_size: int((value) => (decoder.headSize = value)),
      conv_cache_size: ignoredInt,
      state_update_capacity: int((value) => {
        if (value < 0 || value > 8) throw new Error("state_update_capacity must be between 0 and 8");
      }),
    },
    objects: {
      session_options: () => parts.sessionOptions((path) => (decoder.customOpsLibrary = path)),
      run_options: stringsElement,
      inputs: () => inputsElement(decoder.inputs),
      outputs: () => outputsElement(decoder.outputs),
      sliding_window: () => {
        decoder.slidingWindow = { ...slidingWindowDefaults, layers: [] };
        return slidingWindowElement(decoder.slidingWindow);
      },
      pipeline: () => element({ otherObjects: parts.pipelineModel }),
    },
    arrays: {
      pipeline: () => element({ otherObjects: () => element({ otherObjects: parts.pipelineModel }) }),
      layer_types: () => element({ otherValues: string((value) => decoder.layerTypes.push(value)) }),
      shared_initializers: () => element({ otherObjects: parts.sharedInitializer }),
      ...moreArrays,
    },
  });
}

/** Names and texts of any kind, such as run options. */
export function stringsElement(): JsonElement {
  return element({ otherValues: ignoredString });
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

function inputsElement(inputs: DecoderInputs): JsonElement {
  return element({
    values: {
      input_ids: string((value) => (inputs.inputIds = value)),
      attention_mask: string((value) => (inputs.attentionMask = value)),
      position_ids: string((value) => (inputs.positionIds = value)),
      past_key_names: string((value) => (inputs.pastKeyNames = value)),
      past_value_names: string((value) => (inputs.pastValueNames = value)),
      ...allOf(
        "inputs_embeds past_names cross_past_key_names cross_past_value_names past_sequence_length current_sequence_length total_sequence_length encoder_hidden_states encoder_attention_mask rnn_states_prev past_key_values_length cache_indirection cumulative_sequence_lengths past_sequence_lengths block_table block_table_windowed attention_metadata past_conv_names hidden_states targets lstm_hidden_state lstm_cell_state per_layer_inputs targets_length past_recurrent_names past_key_scale_names past_value_scale_names state_update_active state_update_capture_count",
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
      ...allOf(
        "present_names output_cross_qk_names rnn_states present_conv_names hidden_states outputs lstm_hidden_state lstm_cell_state outputs_length aux_hidden_states present_recurrent_names present_key_scale_names present_value_scale_names state_update_conv_value_names state_update_recurrent_capsule_names",
        ignoredString,
      ),
    },
  });
}
