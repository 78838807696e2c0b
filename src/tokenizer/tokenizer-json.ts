import { AppError } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import { JsonPart } from "./json-shape.ts";
import { checkClass } from "./tokenizer-class.ts";
import { compilePattern, gpt2Pattern, llamaPattern, type PreTokenizer } from "./pre-tokenizer.ts";

export interface AddedToken {
  readonly id: number;
  readonly content: string;
  /** Drops the white space that follows it. */
  readonly rstrip: boolean;
  /** Left out of decoded text. */
  readonly special: boolean;
}

/** What native's tokenizer reads of tokenizer.json and tokenizer_config.json. */
export interface TokenizerSpec {
  readonly vocab: ReadonlyMap<string, number>;
  /** In order of preference. */
  readonly merges: readonly (readonly [string, string])[];
  readonly addedTokens: readonly AddedToken[];
  /** Whether pieces are text with "▁" for a space, as SentencePiece's, or bytes, as GPT-2's. */
  readonly isSentencePiece: boolean;
  readonly preTokenizer: PreTokenizer;
  /** Text gets a leading "▁", and loses a leading space after a special token. */
  readonly addsDummyPrefix: boolean;
  /** Text is split into chunks, not words, before it is merged. */
  readonly splitsIntoChunks: boolean;
  /** What represents a space at the end of a piece; "" for nothing. */
  readonly endOfWordSuffix: string;
  readonly cleansUpSpaces: boolean;
  readonly bosToken: string;
  readonly eosToken: string;
  readonly padToken: string;
  readonly unkToken: string;
  /** "" if the files have none. */
  readonly chatTemplate: string;
}

/** The contents of a tokenizer's files. Some are read only if tokenizer_config.json has no chat_template. */
export interface TokenizerFiles {
  readonly "tokenizer.json": string;
  readonly "tokenizer_config.json": string;
  readonly "chat_template.jinja"?: string | undefined;
  /** Read if there is no chat_template.jinja either. */
  readonly "chat_template.json"?: string | undefined;
}

/** The space in SentencePiece vocabularies. */
export const spaceMark = "▁";

const preTokenizerTypes: ReadonlySet<string> = new Set([
  "BertPreTokenizer",
  "ByteLevel",
  "CharDelimiterSplit",
  "Digits",
  "Metaspace",
  "PreTokenizer",
  "Punctuation",
  "Sequence",
  "Split",
  "UnicodeScripts",
  "Whitespace",
  "WhitespaceSplit",
]);

/** Far above real vocabularies of a few hundred thousand. */
const maxTokenId = 2 ** 24;

/**
 * Reads a tokenizer's files. Mirrors TokenJsonConfig, JsonFastTokenizer::Load and BpeModel::Load (onnxruntime-extensions,
 * operators/tokenizer).
 * @throws AppError "invalid-bundle" for a damaged file; "unsupported" for a tokenizer that is not a byte-pair encoding, or that native
 * does not run.
 */
export function parseTokenizerFiles(files: TokenizerFiles): TokenizerSpec {
  const tokenizer = JsonPart.of("tokenizer.json", files["tokenizer.json"]);
  const config = JsonPart.of("tokenizer_config.json", files["tokenizer_config.json"]);
  const texts = readConfig(config, files);
  const { className } = texts;
  const modelName = /^(.*?)(?:Tokenizer|Backend)/.exec(className)?.[1] ?? className;

  checkClass(className, tokenizer.get("model")?.get("type")?.value);
  const model = tokenizer.get("model");
  if (model === undefined) throw damaged("Failed to get model node from tokenizer.json");
  const { isSentencePiece, hasPrefix } = readDecoder(tokenizer);
  const { isNoOpSplit, ...split } = readPreTokenizer(tokenizer);
  if (modelName === "CLIP" && !isSentencePiece) {
    throw new AppError("unsupported", message`Tokenizers of the class ${className} do not run here.`, {
      details: { tokenizerClass: className },
    });
  }
  const fallback = modelName === "Llama" || isSentencePiece ? llamaPattern : gpt2Pattern;
  return {
    ...readModel(model),
    addedTokens: readAddedTokens(tokenizer, config),
    isSentencePiece,
    preTokenizer: preTokenizerOf(split, fallback, isSentencePiece),
    addsDummyPrefix: hasPrefix && !isNoOpSplit,
    splitsIntoChunks: isNoOpSplit || modelName === "Gemma",
    endOfWordSuffix: textOrNothing(model.get("end_of_word_suffix")),
    ...texts,
  };
}

function readConfig(
  config: JsonPart,
  files: TokenizerFiles,
): Pick<
  TokenizerSpec,
  "cleansUpSpaces" | "bosToken" | "eosToken" | "padToken" | "unkToken" | "chatTemplate"
> & { readonly className: string } {
  const template = config.get("chat_template")?.string();
  config.field("model_max_length", 0, (length) => length.number());
  if (config.field("tiktoken_file", "", (file) => file.string()) !== "") {
    throw new AppError(
      "unsupported",
      message`tokenizer_config.json names a tiktoken file; only tokenizer.json is read here.`,
    );
  }
  const className = config.field("tokenizer_class", "", (name) => name.string());
  if (className === "") {
    // As in native, which takes the file for an XLM-RoBERTa tokenizer and reads no more of it.
    const tokens = { bosToken: "<s>", eosToken: "</s>", padToken: "", unkToken: "<unk>" };
    return { className, cleansUpSpaces: false, ...tokens, chatTemplate: "" };
  }
  const token = (name: string): string => {
    const found = config.present(name);
    if (found === undefined) return "";
    const isObject = typeof found.value === "object" && !Array.isArray(found.value);
    return isObject ? found.field("content", "", (content) => content.string()) : found.string();
  };
  return {
    className,
    cleansUpSpaces: config.field("clean_up_tokenization_spaces", false, (cleans) => cleans.boolean()),
    bosToken: token("bos_token"),
    eosToken: token("eos_token"),
    padToken: textOrNothing(config.get("pad_token")),
    unkToken: token("unk_token"),
    chatTemplate: template ?? files["chat_template.jinja"] ?? templateIn(files["chat_template.json"]),
  };
}

function templateIn(json: string | undefined): string {
  if (json === undefined) return "";
  return JsonPart.of("chat_template.json", json).field("chat_template", "", (text) => text.string());
}

function textOrNothing(part: JsonPart | undefined): string {
  return typeof part?.value === "string" ? part.value : "";
}

/** Mirrors JsonFastTokenizer::LoadSpmModelParams. */
function readDecoder(tokenizer: JsonPart): {
  readonly isSentencePiece: boolean;
  readonly hasPrefix: boolean;
} {
  let isSentencePiece = false;
  let hasPrefix = false;
  const steps = tokenizer.get("decoder")?.get("decoders");
  for (const step of Array.isArray(steps?.value) ? steps.items() : []) {
    const type = step.field("type", "", (name) => name.string());
    if (type === "Replace") {
      const target = step.get("pattern")?.field("String", "", (text) => text.string());
      isSentencePiece ||= target === spaceMark;
    } else if (type === "Metaspace") {
      isSentencePiece ||= step.field("replacement", "", (text) => text.string()) === spaceMark;
      hasPrefix ||= step.field("add_prefix_space", false, (adds) => adds.boolean());
    } else if (type === "Strip") {
      hasPrefix ||= step.field("content", "", (text) => text.string()) === " ";
    }
  }
  return { isSentencePiece, hasPrefix };
}

interface Split {
  /** For a single step. */
  readonly pattern?: string;
  /** For a sequence. */
  readonly patterns: readonly string[];
}

/** Mirrors BpeModel::LoadPreTokenizer. A split by a string counts as one that never splits (ChatGLM's). */
function readPreTokenizer(tokenizer: JsonPart): Split & { readonly isNoOpSplit: boolean } {
  const preTokenizer = tokenizer.present("pre_tokenizer");
  const nothing = { isNoOpSplit: false, patterns: [] };
  const type = preTokenizer?.present("type")?.string();
  if (type !== undefined && !preTokenizerTypes.has(type)) {
    throw new AppError("unsupported", `Unsupported pretokenizer type!${type}`);
  }
  if (type === "Split") {
    const pattern = preTokenizer?.get("pattern");
    if (pattern === undefined) return nothing;
    const regex = pattern.present("Regex")?.string();
    return regex === undefined ? { ...nothing, isNoOpSplit: true } : { ...nothing, pattern: regex };
  }
  const patterns: string[] = [];
  for (const step of preTokenizer?.present("pretokenizers")?.items() ?? []) {
    const stepType = step.present("type")?.string();
    if (stepType === undefined) break;
    if (!preTokenizerTypes.has(stepType)) {
      throw new AppError("unsupported", "Unsupported pretokenizer type!");
    }
    if (stepType !== "Split") continue;
    const regex = step.present("pattern")?.present("Regex")?.string();
    // Native stops reading at a split by a string.
    if (regex === undefined) break;
    patterns.push(regex.replaceAll(/[\r\n\t\f\v]/g, (char) => ESCAPES.get(char) ?? char));
  }
  return { isNoOpSplit: false, patterns };
}

const ESCAPES: ReadonlyMap<string, string> = new Map([
  ["\r", String.raw`\r`],
  ["\n", String.raw`\n`],
  ["\t", String.raw`\t`],
  ["\f", String.raw`\f`],
  ["\v", String.raw`\v`],
]);

function preTokenizerOf(
  { pattern, patterns }: Split,
  fallback: string,
  isSentencePiece: boolean,
): PreTokenizer {
  const compiled = patterns.map(matchersOf);
  if (compiled.length === 0) return { steps: [matchersOf(pattern ?? fallback)], gaps: "characters" };
  // Native splits SentencePiece text by a pattern only if it is a single step. Here there is none: each character is a piece.
  if (isSentencePiece) return { steps: [[]], gaps: "characters" };
  return { steps: compiled, gaps: "runs" };
}

function matchersOf(pattern: string): PreTokenizer["steps"][number] {
  const { matchers, rest } = compilePattern(pattern);
  if (rest === "") return matchers;
  throw new AppError(
    "unsupported",
    message`tokenizer.json splits text by a regular expression of which this part is not known: ${rest}`,
  );
}

function readModel(model: JsonPart): Pick<TokenizerSpec, "vocab" | "merges"> {
  const vocabPart = model.get("vocab");
  const mergesPart = model.get("merges");
  if (vocabPart === undefined || Array.isArray(vocabPart.value) || mergesPart === undefined) {
    const type = model.get("type")?.value;
    throw damaged(
      message`tokenizer.json must hold model.vocab and model.merges of a byte-pair encoding; found a model of type ${typeof type === "string" ? type : message`unknown`}.`,
    );
  }
  const vocab = new Map<string, number>(Object.entries(vocabPart.object()));
  let areIds = vocab.size > 0;
  for (const id of vocab.values()) areIds &&= Number.isInteger(id) && id >= 0 && id <= maxTokenId;
  if (!areIds) {
    throw damaged(
      message`model.vocab of tokenizer.json must give each token a whole number from 0 to ${maxTokenId}.`,
    );
  }
  return { vocab, merges: mergesOf(mergesPart) };
}

function mergesOf(part: JsonPart): TokenizerSpec["merges"] {
  const { value } = part;
  if (value === null) return [];
  if (typeof value !== "object") throw part.refusal(message`a list`);
  return Object.values(value).map(parseMerge);
}

/** "a b", from which native drops each "\r" (BpeModel::Load), or ["a", "b"], which keeps it. */
function parseMerge(merge: unknown, index: number): readonly [string, string] {
  if (Array.isArray(merge) && typeof merge[0] === "string" && typeof merge[1] === "string") {
    return [merge[0], merge[1]];
  }
  const line = typeof merge === "string" ? merge.replaceAll("\r", "") : "";
  const space = line.indexOf(" ");
  // Native hangs on a first merge that looks like a comment.
  if (space < 0 || (index === 0 && line.startsWith("#"))) {
    throw damaged(
      `Cannot know how to parse line: ${typeof merge === "string" ? line : JSON.stringify(merge)}`,
    );
  }
  return [line.slice(0, space), line.slice(space + 1)];
}

/** Of several entries with the same content, the first counts. */
function readAddedTokens(tokenizer: JsonPart, config: JsonPart): AddedToken[] {
  const byContent = new Map<string, AddedToken>();
  const add = (entry: JsonPart, id: number): void => {
    const content = entry.field("content", "", (text) => text.string());
    const rstrip = entry.field("rstrip", false, (flag) => flag.boolean());
    const special = entry.field("special", false, (flag) => flag.boolean());
    for (const name of ["lstrip", "normalized", "single_word"]) entry.get(name)?.boolean();
    if (content !== "" && !byContent.has(content)) byContent.set(content, { id, content, rstrip, special });
  };
  for (const entry of tokenizer.get("added_tokens")?.items() ?? []) {
    add(
      entry,
      entry.field("id", 0, (id) => Math.trunc(id.number())),
    );
  }
  const decoder = config.get("added_tokens_decoder");
  if (decoder !== undefined && typeof decoder.value === "object" && !Array.isArray(decoder.value)) {
    const ids = Object.keys(decoder.value ?? {});
    for (const [i, entry] of decoder.items().entries()) {
      const id = Number.parseInt(ids[i]!, 10);
      if (!Number.isInteger(id)) throw entry.refusal(message`under the id of a token`);
      add(entry, id);
    }
  }
  return [...byContent.values()];
}

function damaged(wording: Wording): AppError {
  return new AppError("invalid-bundle", wording, { details: { file: "tokenizer.json" } });
}
