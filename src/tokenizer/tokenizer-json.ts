import { AppError, wordingOf } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";

/** An added token of tokenizer.json, in the file's spelling. */
interface AddedTokenJson {
  readonly id?: number;
  readonly content?: string;
  readonly rstrip?: boolean;
  readonly special?: boolean;
}

interface TokenizerJson {
  readonly added_tokens?: readonly AddedTokenJson[];
  readonly pre_tokenizer?: PreTokenizerJson | null;
  readonly decoder?: { readonly decoders?: readonly DecoderStepJson[] } | null;
  readonly model?: {
    readonly type?: string;
    readonly vocab?: Readonly<Record<string, number>>;
    readonly merges?: readonly (string | readonly string[])[];
  };
}

interface PreTokenizerJson {
  readonly type?: string;
  readonly pattern?: { readonly String?: string; readonly Regex?: string };
  readonly pretokenizers?: readonly PreTokenizerJson[];
}

interface DecoderStepJson {
  readonly type?: string;
  readonly content?: string;
  readonly pattern?: { readonly String?: string };
  readonly replacement?: string;
  readonly add_prefix_space?: boolean;
}

type TokenJson = string | { readonly content?: string } | null;

interface TokenizerConfigJson {
  readonly tokenizer_class?: string;
  readonly added_tokens_decoder?: Readonly<Record<string, AddedTokenJson>>;
  readonly bos_token?: TokenJson;
  readonly eos_token?: TokenJson;
  readonly pad_token?: TokenJson;
  readonly unk_token?: TokenJson;
  readonly chat_template?: string;
  readonly clean_up_tokenization_spaces?: boolean;
}

export interface AddedToken {
  readonly id: number;
  readonly content: string;
  /** Takes the white space that follows it. */
  readonly rstrip: boolean;
  /** Left out of decoded text. */
  readonly special: boolean;
}

/** What tokenizer.json and tokenizer_config.json say, as far as native's tokenizer reads them. */
export interface TokenizerSpec {
  readonly vocab: ReadonlyMap<string, number>;
  /** In order of preference. */
  readonly merges: readonly (readonly [string, string])[];
  readonly addedTokens: readonly AddedToken[];
  /** Text starts with "▁", and loses a leading space after a special token. */
  readonly addsDummyPrefix: boolean;
  /** Text is cut into chunks rather than words before it is merged. */
  readonly splitsIntoChunks: boolean;
  readonly cleansUpSpaces: boolean;
  readonly bosToken: string;
  readonly eosToken: string;
  readonly padToken: string;
  readonly unkToken: string;
  /** "" where the files have none. */
  readonly chatTemplate: string;
}

/** The contents of a tokenizer's files; the third is read only where tokenizer_config.json has no chat_template. */
export interface TokenizerFiles {
  readonly "tokenizer.json": string;
  readonly "tokenizer_config.json": string;
  readonly "chat_template.jinja"?: string | undefined;
}

/** The space of SentencePiece vocabularies. */
export const spaceMark = "▁";

/** Classes that native reads as a byte-pair encoding (kTokenizerDict, tokenizer_jsconfig.hpp). */
const bpeClasses: ReadonlySet<string> = new Set([
  "",
  "PreTrainedTokenizer",
  "GemmaTokenizer",
  "InternLM2Tokenizer",
  "LlamaTokenizer",
  "Phi3Tokenizer",
  "CodeLlamaTokenizer",
  "TokenizersBackend",
  "PythonBackend",
  "MistralCommonBackend",
]);

/** Far above real vocabularies (some hundred thousand), and so low that a pair of ids makes one exact number. */
const maxTokenId = 2 ** 24;

/**
 * Reads a tokenizer's files.
 * Mirrors TokenJsonConfig and JsonFastTokenizer::Load (onnxruntime-extensions, operators/tokenizer).
 * @throws AppError "invalid-bundle" for a damaged file; "unsupported" for a tokenizer that is not of Phi-3's kind
 * (byte-pair encoding over a SentencePiece vocabulary).
 */
export function parseTokenizerFiles(files: TokenizerFiles): TokenizerSpec {
  const tokenizer: TokenizerJson = parseObject(files["tokenizer.json"], "tokenizer.json");
  const config: TokenizerConfigJson = parseObject(files["tokenizer_config.json"], "tokenizer_config.json");

  const className = config.tokenizer_class ?? "";
  if (!bpeClasses.has(className.replace(/Fast$/, ""))) {
    throw new AppError("unsupported", `Unsupported tokenizer class: ${className}`, {
      details: { tokenizerClass: className },
    });
  }
  const { vocab, merges } = parseModel(tokenizer);
  const decoderSteps = tokenizer.decoder?.decoders ?? [];
  const isSentencePiece = decoderSteps.some(
    (step) =>
      (step.type === "Replace" && step.pattern?.String === spaceMark) ||
      (step.type === "Metaspace" && step.replacement === spaceMark),
  );
  if (!isSentencePiece) {
    throw new AppError(
      "unsupported",
      message`tokenizer.json has no decoder step that turns "${spaceMark}" into a space, as Phi-3's has; tokenizers of another kind do not run here.`,
    );
  }
  const isNoOpSplit = checkPreTokenizer(tokenizer.pre_tokenizer ?? undefined);
  const hasPrefix = decoderSteps.some(
    (step) =>
      (step.type === "Strip" && step.content === " ") ||
      (step.type === "Metaspace" && step.add_prefix_space === true),
  );
  return {
    vocab,
    merges,
    addedTokens: collectAddedTokens(tokenizer, config),
    addsDummyPrefix: hasPrefix && !isNoOpSplit,
    splitsIntoChunks: isNoOpSplit || className.startsWith("Gemma"),
    cleansUpSpaces: config.clean_up_tokenization_spaces ?? false,
    bosToken: contentOf(config.bos_token),
    eosToken: contentOf(config.eos_token),
    padToken: contentOf(config.pad_token),
    unkToken: contentOf(config.unk_token),
    chatTemplate: config.chat_template ?? files["chat_template.jinja"] ?? "",
  };
}

function parseObject(text: string, fileName: string): object {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (error) {
    throw new AppError("invalid-bundle", message`${fileName} is not valid JSON: ${wordingOf(error)}`, {
      details: { file: fileName },
      cause: error,
    });
  }
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw new AppError("invalid-bundle", message`${fileName} must hold a JSON object.`, {
      details: { file: fileName },
    });
  }
  return value;
}

function parseModel({ model }: TokenizerJson): Pick<TokenizerSpec, "vocab" | "merges"> {
  if (model === undefined) throw damaged("Failed to get model node from tokenizer.json");
  const { vocab, merges } = model;
  if (typeof vocab !== "object" || vocab === null || Array.isArray(vocab) || !Array.isArray(merges)) {
    throw damaged(
      message`tokenizer.json must hold model.vocab and model.merges of a byte-pair encoding; found a model of type ${model.type ?? message`unknown`}.`,
    );
  }
  const ids = Object.values(vocab);
  if (ids.length === 0 || !ids.every((id) => Number.isInteger(id) && id >= 0 && id <= maxTokenId)) {
    throw damaged(
      message`model.vocab of tokenizer.json must give each token a whole number from 0 to ${maxTokenId}.`,
    );
  }
  return { vocab: new Map(Object.entries(vocab)), merges: merges.map(parseMerge) };
}

/** "a b", which loses each "\r" in native (BpeModel::Load, bpe_tokenizer_model.hpp), or ["a", "b"], which keeps them. */
function parseMerge(merge: unknown): readonly [string, string] {
  if (Array.isArray(merge) && typeof merge[0] === "string" && typeof merge[1] === "string") {
    return [merge[0], merge[1]];
  }
  const line = typeof merge === "string" ? merge.replaceAll("\r", "") : "";
  const space = line.indexOf(" ");
  if (space < 0) {
    throw damaged(
      `Cannot know how to parse line: ${typeof merge === "string" ? line : JSON.stringify(merge)}`,
    );
  }
  return [line.slice(0, space), line.slice(space + 1)];
}

/** Whether the pre-tokenizer is one that never splits (ChatGLM's). */
function checkPreTokenizer(preTokenizer: PreTokenizerJson | undefined): boolean {
  const steps = [preTokenizer, ...(preTokenizer?.pretokenizers ?? [])];
  if (steps.some((step) => step?.type === "Split" && step.pattern?.Regex !== undefined)) {
    throw new AppError(
      "unsupported",
      message`tokenizer.json splits text by its own regular expression (pre_tokenizer), which Phi-3's does not; tokenizers of that kind do not run here.`,
    );
  }
  return preTokenizer?.type === "Split";
}

/** The first of several entries with the same content counts. */
function collectAddedTokens(tokenizer: TokenizerJson, config: TokenizerConfigJson): AddedToken[] {
  const entries = [
    ...(tokenizer.added_tokens ?? []),
    ...Object.entries(config.added_tokens_decoder ?? {}).map(([id, token]) => ({ ...token, id: Number(id) })),
  ];
  const byContent = new Map<string, AddedToken>();
  for (const { id = 0, content = "", rstrip = false, special = false } of entries) {
    if (content !== "" && !byContent.has(content)) byContent.set(content, { id, content, rstrip, special });
  }
  return [...byContent.values()];
}

function contentOf(token: TokenJson | undefined): string {
  if (typeof token === "string") return token;
  return token?.content ?? "";
}

function damaged(wording: Wording): AppError {
  return new AppError("invalid-bundle", wording, { details: { file: "tokenizer.json" } });
}
