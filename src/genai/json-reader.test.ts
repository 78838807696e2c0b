import { describe, expect, test } from "vitest";
import { overlayConfig, parseGenaiConfig } from "./config.ts";
import { otherParts } from "./other-parts.ts";

const config = parseGenaiConfig('{"model": {"type": "phi3", "context_length": 8}}');

/** Texts, and og.Config.overlay's messages for them (onnxruntime-genai 0.18.0). */
const messages: readonly (readonly [string, string])[] = [
  ["", "JSON Error: Unexpected end of JSON data at line 1 index 0"],
  [
    "{",
    "JSON Error: Expecting \" to start next object name, possibly due to an extra trailing ',' before this at line 1 index 1",
  ],
  ["[]", 'JSON Error:  Unknown value "" at line 1 index 1'],
  ["1", 'JSON Error:  Unknown value "" at line 1 index 1'],
  ['{"model"}', "JSON Error: Expecting : at line 1 index 9"],
  ['{"model":}', 'JSON Error:  Unknown value "model" at line 1 index 10'],
  ['{"model":{}', "JSON Error: Unexpected end of JSON data at line 1 index 11"],
  ['{"model":{"type":"a" "b"}}', "JSON Error: model:Expecting } or , at line 1 index 22"],
  [
    '{"model":{"type":"a",}}',
    "JSON Error: model:Expecting \" to start next object name, possibly due to an extra trailing ',' before this at line 1 index 21",
  ],
  ['{"model":{"type":"\\u0041"}}', "JSON Error: model:type:Unsupported uXXXX code used at line 1 index 24"],
  [
    '{"model":{"type":"\\u00"',
    "JSON Error: model:type:End of file parsing string uXXXX code at line 1 index 20",
  ],
  ['{"model":{"type":"\\u00zz"}}', "JSON Error: model:type:Error parsing uXXXX code at line 1 index 20"],
  ['{"model":{"vocab_size":1e999}}', "JSON Error: model:vocab_size:Expecting number at line 1 index 23"],
  ['{"model":{"vocab_size":-}}', "JSON Error: model:vocab_size:Expecting number at line 1 index 23"],
  ['{"model":{"vocab_size":+1}}', 'JSON Error: model: Unknown value "vocab_size" at line 1 index 24'],
  ['{"search":{"do_sample":tru}}', "JSON Error: search:Expecting } or , at line 1 index 25"],
  ['{"search":{"do_sample":true', "JSON Error: search:Expecting } or , at line 1 index 25"],
  ['{\n "search": {\n  "é": 1\n }\n}', 'JSON Error: search: Unknown value "\u00e9" at line 3 index 10'],
  [
    '{"search":{"top_k":-inf}}',
    "JSON Error: search:top_k:Field 'top_k' cannot be converted to int32 (NaN or Inf) at line 1 index 23",
  ],
  ['{"search":{"top_k":.5}}', 'JSON Error: search: Unknown value "top_k" at line 1 index 20'],
  [
    "{'a':1}",
    "JSON Error: Expecting \" to start next object name, possibly due to an extra trailing ',' before this at line 1 index 1",
  ],
  [
    '{"model":{"eos_token_id":[1,2,]}}',
    'JSON Error: model:eos_token_id: Unknown value "" at line 1 index 31',
  ],
  ['{"model":{"eos_token_id":[1 2]}}', "JSON Error: model:eos_token_id:Expecting ] or , at line 1 index 29"],
  ['{"model":{"eos_token_id":[[1]]}}', 'JSON Error: model:eos_token_id: Unknown value "" at line 1 index 27'],
  [
    '{"model":{"decoder":{"session_options":{"intra_op_num_threads":"a"}}}}',
    "JSON Error: model:decoder:session_options:intra_op_num_threads - Expected a number but saw a string at line 1 index 66",
  ],
  [
    '{"model":{"decoder":{"session_options":{"foo":1}}}}',
    "JSON Error: model:decoder:session_options:foo - Expected a string but saw a number at line 1 index 47",
  ],
  [
    '{"model":{"decoder":{"session_options":{"graph_optimization_level":"x"}}}}',
    "JSON Error: model:decoder:session_options:graph_optimization_level:Unrecognized value:x at line 1 index 70",
  ],
  ['{"speculative":{"foo":1}}', 'JSON Error: speculative: Unknown value "foo" at line 1 index 23'],
  [
    '{"speculative":{"ngram_size":1}}',
    "JSON Error: speculative:ngram_size:speculative.ngram_size must be 0 or between 2 and 16. Got: 1. at line 1 index 30",
  ],
  [
    '{"speculative":{"max_draft_tokens":17}}',
    "JSON Error: speculative:max_draft_tokens:speculative.max_draft_tokens must be between 1 and 16 Got: 17. at line 1 index 37",
  ],
  [
    '{"speculative":{"min_adaptive_k":-1}}',
    "JSON Error: speculative:min_adaptive_k:speculative.min_adaptive_k must be 0 or between 1 and 16. Got: -1. at line 1 index 35",
  ],
  ['{"model": {"foo": 1}}', 'JSON Error: model: Unknown value "foo" at line 1 index 19'],
  ['{"search": {"foo": 1}}', 'JSON Error: search: Unknown value "foo" at line 1 index 20'],
  ['{"foo": {}}', 'JSON Error:  Unknown value "foo" at line 1 index 9'],
  [
    '{"model": {"type": 1}}',
    "JSON Error: model:type - Expected a string but saw a number at line 1 index 20",
  ],
  [
    '{"model": {"vocab_size": "a"}}',
    "JSON Error: model:vocab_size - Expected a number but saw a string at line 1 index 28",
  ],
  ['{"model": {"context_length": 0}}', "JSON Error: context_length must be > 0, got 0 at line 1 index 30"],
  ['{"model": {"context_length": -4}}', "JSON Error: context_length must be > 0, got -4 at line 1 index 31"],
  [
    '{"search": {"top_k": 1.5}}',
    "JSON Error: search:top_k:Field 'top_k' value 1.5 is not an integer at line 1 index 24",
  ],
  [
    '{"search": {"do_sample": "x"}}',
    "JSON Error: search:do_sample - Expected a bool but saw a string at line 1 index 28",
  ],
  ['{"model": {"decoder": {"foo": 1}}}', 'JSON Error: model:decoder: Unknown value "foo" at line 1 index 31'],
  [
    '{"model": {"decoder": {"inputs": {"foo": "a"}}}}',
    'JSON Error: model:decoder:inputs: Unknown value "foo" at line 1 index 44',
  ],
  [
    '{"model": {"eos_token_id": [1, "a"]}}',
    "JSON Error: model:eos_token_id: - Expected a number but saw a string at line 1 index 34",
  ],
  ['{"model": [1]}', 'JSON Error:  Unknown value "model" at line 1 index 11'],
  ['{"search": é{}}', 'JSON Error:  Unknown value "search" at line 1 index 12'],
  ['{"search": {}é}', "JSON Error: Expecting } or , at line 1 index 14"],
  ['{\n"search": {"é" "中": 1}}', "JSON Error: search:Expecting : at line 2 index 18"],
];

/** Texts that og.Config.overlay accepts. */
const accepted = [
  "{}",
  "nul",
  '{"search":{"do_sample":true}} x',
  '{"search":{"top_k":01}}',
  '{"search":{"top_k":1.}}',
  '{"search":{"temperature":-nan}}',
  '{"model":{"eos_token_id":[]}}',
];

describe("the reader of genai_config.json", () => {
  test.each(messages)("refuses %j with native's message", (text, message) => {
    expect(() => overlayConfig(config, text, otherParts)).toThrow(
      expect.objectContaining({ code: "invalid-config", message }),
    );
  });

  test.each(accepted)("takes %j, as native does", (text) => {
    expect(() => overlayConfig(config, text, otherParts)).not.toThrow();
  });
});
