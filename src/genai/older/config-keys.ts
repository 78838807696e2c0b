/** Which keys of genai_config.json older versions of onnxruntime-genai know. They refuse to load a model with any other. */
import { isRecord } from "#base/record.ts";

/** The keys of an object, each with those of its value; null: anything may follow. */
export interface ConfigKeys extends ReadonlyMap<string, ConfigKeys | null> {}

/** Decoders' keys (onnxruntime-genai, src/config.cpp, 0.3; 0.2 has no inputs_embeds). */
export const configKeys02: ConfigKeys = keys("", {
  model: keys(
    "type vocab_size context_length pad_token_id eos_token_id bos_token_id decoder_start_token_id sep_token_id encoder_decoder_init",
    {
      decoder: keys(
        "filename hidden_size num_attention_heads num_key_value_heads num_hidden_layers head_size",
        {
          session_options: keys(
            "log_id enable_profiling intra_op_num_threads inter_op_num_threads log_severity_level enable_cpu_mem_arena enable_mem_pattern provider_options",
          ),
          inputs: keys(
            "input_ids inputs_embeds position_ids attention_mask seqlens_k total_seq_len past_key_names past_value_names past_names cross_past_key_names cross_past_value_names",
          ),
          outputs: keys(
            "logits present_key_names present_value_names present_names cross_present_key_names cross_present_value_names",
          ),
        },
      ),
    },
  ),
  search: keys(
    "min_length max_length num_beams num_return_sequences top_k top_p temperature repetition_penalty length_penalty no_repeat_ngram_size diversity_penalty random_seed do_sample past_present_share_buffer early_stopping",
  ),
});

/** Decoders' keys (onnxruntime-genai, src/config.cpp, 0.7). */
export const configKeys07: ConfigKeys = keys("", {
  model: keys(
    "type vocab_size context_length pad_token_id eos_token_id bos_token_id decoder_start_token_id sep_token_id encoder_decoder_init vision speech embedding",
    {
      prompt_templates: keys("assistant prompt system user"),
      decoder: keys(
        "filename hidden_size num_attention_heads num_key_value_heads num_hidden_layers head_size pipeline",
        {
          session_options: keys(
            "log_id enable_profiling ep_context_embed_mode ep_context_file_path intra_op_num_threads inter_op_num_threads log_severity_level enable_cpu_mem_arena enable_mem_pattern disable_cpu_ep_fallback disable_quant_qdq enable_quant_qdq_cleanup ep_context_enable use_env_allocators graph_optimization_level provider_options",
          ),
          inputs: keys(
            "input_ids inputs_embeds position_ids attention_mask past_key_names past_value_names past_names cross_past_key_names cross_past_value_names current_sequence_length past_sequence_length total_sequence_length",
          ),
          outputs: keys(
            "logits present_key_names present_value_names present_names cross_present_key_names cross_present_value_names",
          ),
          sliding_window: keys("window_size pad_value alignment slide_key_value_cache"),
        },
      ),
    },
  ),
  search: keys(
    "min_length max_length batch_size num_beams num_return_sequences top_k top_p temperature repetition_penalty length_penalty no_repeat_ngram_size diversity_penalty random_seed do_sample past_present_share_buffer early_stopping",
  ),
});

/** @returns the first key that is not known, such as "model.decoder.sliding_window.layers". */
export function unknownKey(config: unknown, known: ConfigKeys): string | null {
  if (!isRecord(config)) return null;
  for (const [name, value] of Object.entries(config)) {
    const below = known.get(name);
    if (below === undefined) return name;
    const unknown = below && unknownKey(value, below);
    if (unknown !== null) return `${name}.${unknown}`;
  }
  return null;
}

function keys(names: string, nested: Readonly<Record<string, ConfigKeys>> = {}): ConfigKeys {
  const plain = names.split(" ").filter((name) => name !== "");
  return new Map<string, ConfigKeys | null>([
    ...plain.map((name) => [name, null] as const),
    ...Object.entries(nested),
  ]);
}
