/** The tokenizer classes that native knows. */
import { AppError, wordingOf } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import { JsonPart } from "./json-shape.ts";

/** Classes that native reads as a byte-pair encoding (kTokenizerDict, tokenizer_jsconfig.hpp). */
const bpeClasses: ReadonlySet<string> = new Set([
  "PreTrainedTokenizer",
  "CLIPTokenizer",
  "WhisperTokenizer",
  "GemmaTokenizer",
  "InternLM2Tokenizer",
  "LlamaTokenizer",
  "Phi3Tokenizer",
  "CodeLlamaTokenizer",
  "CodeGenTokenizer",
  "GPT2Tokenizer",
  "Qwen2Tokenizer",
  "BaichuanTokenizer",
  "GPTNeoXTokenizer",
  "TokenizersBackend",
  "PythonBackend",
  "MistralCommonBackend",
]);

/** Classes that native reads as a byte-pair encoding if tokenizer.json says so. */
const otherClasses: ReadonlySet<string> = new Set([
  "",
  "T5Tokenizer",
  "ChatGLMTokenizer",
  "XLMRobertaTokenizer",
  "MarianTokenizer",
  "DebertaV2Tokenizer",
  "SentencePieceBackend",
]);

/**
 * @param modelType `model.type` of tokenizer.json.
 * @throws AppError "unsupported" for a tokenizer that native does not run as a byte-pair encoding.
 */
export function checkClass(className: string, modelType: unknown): void {
  const name = withoutFast(className);
  if (bpeClasses.has(name)) return;
  if (otherClasses.has(name)) {
    if (modelType === "BPE") return;
    throw new AppError(
      "unsupported",
      message`tokenizer.json holds a model of type ${typeof modelType === "string" ? modelType : message`unknown`}; only byte-pair encodings (BPE) run here, as those of the Phi family.`,
      { details: { tokenizerClass: className } },
    );
  }
  throw new AppError("unsupported", `Unsupported tokenizer class: ${className}`, {
    details: { tokenizerClass: className },
  });
}

/**
 * Why native does not run this tokenizer, judged by its class; null for one that it knows.
 * @param config tokenizer_config.json.
 * @param readTokenizer reads tokenizer.json, if the class does not decide; returns null if it is too large for this check.
 * @throws errors of `readTokenizer`.
 */
export async function tokenizerClassFault(
  config: string,
  readTokenizer: () => Promise<string | null>,
): Promise<Wording | null> {
  const className = attempt(() =>
    JsonPart.of("tokenizer_config.json", config).field("tokenizer_class", "", (name) => name.string()),
  );
  if (className.fault !== undefined) return className.fault;
  const name = withoutFast(className.value);
  if (bpeClasses.has(name)) return null;
  if (!otherClasses.has(name)) {
    return message`tokenizer_config.json names the tokenizer class ${className.value}, which onnxruntime-genai does not know. Choose a model whose tokenizer is a byte-pair encoding, as those of the Phi family.`;
  }
  const text = await readTokenizer();
  if (text === null) return null;
  const type = attempt(() => JsonPart.of("tokenizer.json", text).get("model")?.get("type")?.value);
  if (type.fault !== undefined) return type.fault;
  // A file without a type is damaged; loading it says how.
  if (type.value === undefined) return null;
  return attempt(() => checkClass(className.value, type.value)).fault ?? null;
}

function withoutFast(className: string): string {
  return className.replace(/^(.*?)Fast$/, "$1");
}

type Attempt<Value> = { readonly value: Value; readonly fault?: undefined } | { readonly fault: Wording };

function attempt<Value>(act: () => Value): Attempt<Value> {
  try {
    return { value: act() };
  } catch (error) {
    if (error instanceof AppError) return { fault: wordingOf(error) };
    throw error;
  }
}
