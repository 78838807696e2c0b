/**
 * A request with one of these is for a language model: MLflow's scoring server takes it unwrapped, and answers unwrapped
 * (mlflow/pyfunc/utils/serving_data_parser.py).
 */
export const LLM_KEYS: readonly string[] = ["messages", "prompt", "input"];
