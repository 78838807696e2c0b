import { describe, expect, test } from "vitest";
import { overlayConfig, parseGenaiConfig } from "./config.ts";
import { searchDefaults } from "./search-options.ts";

const minimal = { model: { type: "phi3", context_length: 4096, vocab_size: 32064 } };

describe("parseGenaiConfig", () => {
  test("reads what the model builder writes for Phi-3", () => {
    const text = JSON.stringify({
      model: {
        bos_token_id: 1,
        context_length: 4096,
        decoder: {
          session_options: { log_id: "onnxruntime-genai", provider_options: [] },
          filename: "phi3-mini-4k-instruct-cpu-int4.onnx",
          head_size: 96,
          hidden_size: 3072,
          inputs: {
            input_ids: "input_ids",
            attention_mask: "mask",
            past_key_names: "past.%d.key",
            past_value_names: "past.%d.value",
          },
          outputs: {
            logits: "scores",
            present_key_names: "present.%d.key",
            present_value_names: "present.%d.value",
          },
          num_attention_heads: 32,
          num_hidden_layers: 32,
          num_key_value_heads: 32,
        },
        eos_token_id: [32000, 32001, 32007],
        pad_token_id: 32000,
        type: "phi3",
        vocab_size: 32064,
      },
      search: { do_sample: true, max_length: 2048, top_k: 1, past_present_share_buffer: true },
    });
    expect(parseGenaiConfig(text)).toEqual({
      model: {
        type: "phi3",
        vocabSize: 32064,
        contextLength: 4096,
        bosTokenId: 1,
        eosTokenIds: [32000, 32001, 32007],
        padTokenId: 32000,
        tokenizerDir: "",
        decoder: {
          filename: "phi3-mini-4k-instruct-cpu-int4.onnx",
          hiddenSize: 3072,
          headSize: 96,
          numAttentionHeads: 32,
          numKeyValueHeads: 32,
          numHiddenLayers: 32,
          inputs: {
            inputIds: "input_ids",
            attentionMask: "mask",
            positionIds: "position_ids",
            pastKeyNames: "past.%d.key",
            pastValueNames: "past.%d.value",
          },
          outputs: {
            logits: "scores",
            presentKeyNames: "present.%d.key",
            presentValueNames: "present.%d.value",
          },
          slidingWindow: null,
          customOpsLibrary: null,
          layerTypes: [],
        },
      },
      search: { ...searchDefaults, doSample: true, maxLength: 2048, topK: 1, pastPresentShareBuffer: true },
    });
  });

  test("takes the pad token for the end of the stream where no other is given", () => {
    const { model } = parseGenaiConfig(JSON.stringify({ model: { ...minimal.model, pad_token_id: 7 } }));
    expect(model.eosTokenIds).toEqual([7]);
  });

  test("names the file in what it says of an error", () => {
    expect(() => parseGenaiConfig('{"model": {"foo": 1}}')).toThrow(
      `Error encountered while parsing 'genai_config.json' JSON Error: model: Unknown value "foo" at line 1 index 19`,
    );
  });

  test("wants a context length, as native does", () => {
    expect(() => parseGenaiConfig('{"model": {"type": "phi3"}}')).toThrow(
      "model context_length is 0 or was not set. It must be greater than 0",
    );
  });

  test.each([
    [
      "/etc/model.onnx",
      "model.decoder.filename: Config path must be a relative path under the model directory, got: /etc/model.onnx",
    ],
    [
      "onnx/../../model.onnx",
      "model.decoder.filename: Config path must not contain path traversal (..): onnx/../../model.onnx",
    ],
  ])("refuses the file name %s with native's message", (filename, message) => {
    const text = JSON.stringify({ model: { ...minimal.model, decoder: { filename } } });
    expect(() => parseGenaiConfig(text)).toThrow(expect.objectContaining({ code: "unsafe-path", message }));
  });

  test.each([
    [
      "phi3v",
      "Models of type phi3v do not run here; expected a text model with a plain decoder, such as Phi-3 (phi3).",
    ],
    ["something-new", "Unsupported model_type in config.json: something-new"],
    ["", "Unsupported model_type in config.json: "],
  ])("says that a model of type %j does not run here", (type, message) => {
    const text = JSON.stringify({ model: { ...minimal.model, type } });
    expect(() => parseGenaiConfig(text)).toThrow(expect.objectContaining({ code: "unsupported", message }));
  });

  test("refuses a byte order mark in native's words, and says what to do", () => {
    const file = new TextEncoder().encode(`\uFEFF${JSON.stringify(minimal)}`);
    expect(() => parseGenaiConfig(file)).toThrow(
      "Error encountered while parsing 'genai_config.json' JSON Error:  Unknown value \"\" at line 1 index 1. The file begins with a byte order mark, which onnxruntime-genai does not take. Save it as UTF-8 without one.",
    );
  });
});

describe("overlayConfig", () => {
  const config = parseGenaiConfig(
    JSON.stringify({ model: { ...minimal.model, eos_token_id: [1, 2] }, search: { top_k: 3 } }),
  );

  test("replaces values and adds to lists, as native does", () => {
    const overlaid = overlayConfig(config, '{"model": {"eos_token_id": [5]}, "search": {"top_p": 0.5}}');
    expect(overlaid.model.eosTokenIds).toEqual([1, 2, 5]);
    expect(overlaid.search).toEqual({ ...config.search, topP: 0.5 });
  });

  test("leaves the config under it as it was", () => {
    const before = structuredClone(config);
    overlayConfig(config, '{"model": {"eos_token_id": 9}, "search": {"top_k": 4}}');
    expect(config).toEqual(before);
  });
});
