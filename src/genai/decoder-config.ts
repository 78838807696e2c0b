import type { SlidingWindow } from "./sliding-window.ts";

/** Names of a decoder graph's inputs; "%d" stands for the layer. */
export interface DecoderInputs {
  inputIds: string;
  attentionMask: string;
  positionIds: string;
  pastKeyNames: string;
  pastValueNames: string;
}

/** Names of a decoder graph's outputs; "%d" stands for the layer. */
export interface DecoderOutputs {
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
  /** Path of a library of native code with operators; null for none. */
  customOpsLibrary: string | null;
  /** The type of each layer, for models that keep more than keys and values; empty for all others. */
  layerTypes: string[];
}

/** With native's defaults. */
export function emptyDecoder(): DecoderConfig {
  return {
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
    customOpsLibrary: null,
    layerTypes: [],
  };
}
