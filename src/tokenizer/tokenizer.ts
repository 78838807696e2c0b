import { AppError } from "#base/errors.ts";
import { renderChatTemplate, type TemplateMessage } from "./chat-template.ts";
import { MergeTable } from "./bpe.ts";
import { splitIntoPieces } from "./pre-tokenizer.ts";
import { TokenizerStream } from "./tokenizer-stream.ts";
import {
  type AddedToken,
  parseTokenizerFiles,
  spaceMark,
  type TokenizerFiles,
  type TokenizerSpec,
} from "./tokenizer-json.ts";
import { decodeUtf8, encodeUtf8 } from "./utf8.ts";

/** What native gives for a token that it does not know (kInvalidTokenId as int32). */
const unknownTokenId = -1;

/** Text that starts with a space is merged in chunks: from this many pieces on, cut before a space … */
const chunkPieces = 10;
/** … and from this many on, cut anywhere. */
const maxChunkPieces = 100;

/**
 * Turns text into token ids and back.
 *
 * Mirrors og.Tokenizer (onnxruntime-genai 0.18), which is onnxruntime-extensions' tokenizer with special tokens neither
 * added on encoding nor kept on decoding. It is not Hugging Face's: words are split before they are merged, whatever
 * tokenizer.json says.
 */
export class Tokenizer {
  readonly #spec: TokenizerSpec;
  readonly #merges: MergeTable;
  /** Bytes and tokens of one byte: the id of "<0x00>" to "<0xFF>". */
  readonly #idOfByte: readonly (number | undefined)[];
  readonly #addedTokensByFirstUnit = new Map<string, AddedToken[]>();
  readonly #addedTokensById: ReadonlyMap<number, AddedToken>;
  readonly #pieceById: readonly (string | undefined)[];

  constructor(spec: TokenizerSpec) {
    this.#spec = spec;
    this.#idOfByte = Array.from({ length: 256 }, (_, byte) => spec.vocab.get(byteToken(byte)));
    this.#addedTokensById = new Map(spec.addedTokens.map((token) => [token.id, token]));
    for (const token of spec.addedTokens.toSorted((a, b) => b.content.length - a.content.length)) {
      const first = token.content[0] ?? "";
      const tokens = this.#addedTokensByFirstUnit.get(first);
      if (tokens === undefined) this.#addedTokensByFirstUnit.set(first, [token]);
      else tokens.push(token);
    }
    const pieces: (string | undefined)[] = [];
    let idLimit = 1;
    for (const [piece, id] of spec.vocab) {
      pieces[id] = piece;
      idLimit = Math.max(idLimit, id + 1);
    }
    this.#pieceById = pieces;
    this.#merges = this.#readMerges(idLimit);
  }

  /** @throws AppError "invalid-bundle" or "unsupported", see parseTokenizerFiles. */
  static fromFiles(files: TokenizerFiles): Tokenizer {
    return new Tokenizer(parseTokenizerFiles(files));
  }

  /** Token ids of `text` up to its first NUL; special tokens written in the text are taken as such. */
  encode(text: string): Int32Array {
    const nul = text.indexOf("\0");
    const ids: number[] = [];
    for (const segment of this.#splitByAddedTokens((nul < 0 ? text : text.slice(0, nul)).toWellFormed())) {
      if (typeof segment === "string") this.#encodeSegment(segment, ids);
      else ids.push(segment.id);
    }
    return Int32Array.from(ids);
  }

  /** Text of `tokenIds`, special tokens left out; keeps a leading space unless a special token came before it. */
  decode(tokenIds: Int32Array | readonly number[]): string {
    if (tokenIds.length === 0) return "";
    const bytes: number[] = [];
    let isAfterSpecial = false;
    for (const tokenId of tokenIds) {
      bytes.push(...this.bytesOf(tokenId, isAfterSpecial));
      isAfterSpecial = this.isSpecial(tokenId);
    }
    return decodeUtf8(Uint8Array.from(bytes));
  }

  /**
   * Token ids of several texts, i32 [texts, longest], row-major: `padTokenId` (genai_config.json's) behind the shorter ones.
   * @throws AppError "invalid-argument" with native's message where there is no text.
   */
  encodeBatch(texts: readonly string[], padTokenId: number): Int32Array {
    if (texts.length === 0) {
      throw new AppError("invalid-argument", "EncodeBatch: input strings must not be empty");
    }
    const rows = texts.map((text) => this.encode(text));
    const longest = Math.max(...rows.map(({ length }) => length));
    const ids = new Int32Array(rows.length * longest).fill(padTokenId);
    for (const [i, row] of rows.entries()) ids.set(row, i * longest);
    return ids;
  }

  /** Texts of `count` rows of as many tokens, i32 [count, tokens], row-major. */
  decodeBatch(tokenIds: Int32Array | readonly number[], count: number): string[] {
    const size = tokenIds.length / count;
    return Array.from({ length: count }, (_, i) => this.decode(tokenIds.slice(i * size, (i + 1) * size)));
  }

  /** Decodes tokens one at a time. */
  createStream(): TokenizerStream {
    return new TokenizerStream(this);
  }

  /** The id of a token; an added token that `token` starts with counts too, as in native; -1 for an unknown one. */
  toTokenId(token: string): number {
    return this.#addedTokenAt(token, 0)?.id ?? this.#idOf(token) ?? unknownTokenId;
  }

  /**
   * The prompt of a conversation, by `template` or else the tokenizer's own.
   * @throws AppError "invalid-config" without a template; "invalid-input" when it cannot render the messages.
   */
  applyChatTemplate(
    messages: readonly TemplateMessage[],
    options: { readonly template?: string; readonly addGenerationPrompt?: boolean } = {},
  ): string {
    return renderChatTemplate(options.template ?? this.#spec.chatTemplate, {
      messages,
      add_generation_prompt: options.addGenerationPrompt ?? true,
      bos_token: this.#spec.bosToken,
      eos_token: this.#spec.eosToken,
    });
  }

  /** One token by itself, for a person to read: its space kept, special tokens and parts of a character by their names. */
  tokenText(tokenId: number): string {
    const piece =
      this.#addedTokensById.get(tokenId)?.content ?? this.#pieceById[tokenId] ?? this.#spec.unkToken;
    return piece.replaceAll(spaceMark, " ");
  }

  /** True for tokens that decoded text leaves out. */
  isSpecial(tokenId: number): boolean {
    return this.#addedTokensById.get(tokenId)?.special ?? false;
  }

  /**
   * UTF-8 of one token; a part of a character for byte tokens.
   * Mirrors BpeStreamingDecoder::SpmId2Token (onnxruntime-extensions, operators/tokenizer/bpe_streaming.hpp).
   */
  bytesOf(tokenId: number, isAfterSpecial: boolean): Uint8Array {
    const bytes = this.#plainBytesOf(tokenId);
    const dropsSpace = isAfterSpecial && this.#spec.addsDummyPrefix && bytes[0] === 0x20;
    return dropsSpace ? bytes.subarray(1) : bytes;
  }

  /** Whether streams put spaces around special tokens (clean_up_tokenization_spaces). */
  get cleansUpSpaces(): boolean {
    return this.#spec.cleansUpSpaces;
  }

  get eosVocabId(): number | undefined {
    return this.#idOf(this.#spec.eosToken);
  }

  #plainBytesOf(tokenId: number): Uint8Array {
    const added = this.#addedTokensById.get(tokenId);
    if (added !== undefined) return added.special ? new Uint8Array() : encodeUtf8(added.content);
    const piece = this.#pieceById[tokenId] ?? "";
    if (piece === "") return encodeUtf8(this.#spec.unkToken);
    if (/^<0x..>$/s.test(piece)) return Uint8Array.of(Number.parseInt(piece.slice(3, 5), 16));
    return encodeUtf8(piece.replaceAll(spaceMark, " "));
  }

  #readMerges(idLimit: number): MergeTable {
    const merges = new MergeTable(idLimit);
    for (const [left, right] of this.#spec.merges) {
      const leftId = this.#idOf(left);
      const rightId = this.#idOf(right);
      const mergedId = this.#idOf(left + right);
      if (leftId !== undefined && rightId !== undefined && mergedId !== undefined) {
        merges.add(leftId, rightId, mergedId);
      }
    }
    return merges;
  }

  /** The id of a vocabulary entry; text of one byte may stand under its byte token. */
  #idOf(piece: string): number | undefined {
    const id = this.#spec.vocab.get(piece);
    if (id !== undefined || piece.length !== 1 || piece > "\u007f") return id;
    return this.#idOfByte[piece.charCodeAt(0)];
  }

  /**
   * Text and added tokens, in order; white space after a token that asks for it is gone.
   * Mirrors BpeModel::SplitByAddedAndSpecial (onnxruntime-extensions, operators/tokenizer/bpe_tokenizer_model.hpp).
   */
  #splitByAddedTokens(text: string): (string | AddedToken)[] {
    const segments: (string | AddedToken)[] = [];
    let start = 0;
    let stripsNext = false;
    const pushText = (end: number): void => {
      if (end === start) return;
      const segment = text.slice(start, end);
      const stripped = stripsNext ? segment.replace(/^[ \n\r\t]+/, "") : segment;
      if (stripped !== "") segments.push(stripped);
    };
    for (let i = 0; i < text.length;) {
      const token = this.#addedTokenAt(text, i);
      if (token === undefined) {
        i++;
        continue;
      }
      pushText(i);
      segments.push(token);
      stripsNext = token.rstrip;
      i += token.content.length;
      start = i;
    }
    pushText(text.length);
    return segments;
  }

  /** The longest added token that stands at `position`. */
  #addedTokenAt(text: string, position: number): AddedToken | undefined {
    return this.#addedTokensByFirstUnit
      .get(text[position] ?? "")
      ?.find((token) => text.startsWith(token.content, position));
  }

  /** Mirrors KernelBpeTokenizer::SpmTokenize (onnxruntime-extensions, operators/tokenizer/bpe_kernels.cc). */
  #encodeSegment(segment: string, ids: number[]): void {
    const { addsDummyPrefix, splitsIntoChunks } = this.#spec;
    const chars = Array.from(addsDummyPrefix ? spaceMark + segment : segment);
    if (splitsIntoChunks || (addsDummyPrefix && segment.startsWith(" "))) {
      this.#encodeInChunks(chars, ids);
      return;
    }
    for (const piece of splitIntoPieces(chars)) {
      const word = piece.replaceAll(" ", spaceMark);
      const id = this.#idOf(word);
      if (id !== undefined) {
        ids.push(id);
        continue;
      }
      const pieces = Array.from(word).flatMap((char) => this.#idsOfChar(char));
      ids.push(...this.#merges.merge(pieces));
    }
  }

  #encodeInChunks(chars: readonly string[], ids: number[]): void {
    let chunk: number[] = [];
    for (const [i, char] of chars.entries()) {
      const isFull = chunk.length > maxChunkPieces;
      const isAtSpace = chunk.length > chunkPieces && isBreak(char) && !isBreak(chars[i - 1]);
      if (isFull || isAtSpace) {
        ids.push(...this.#merges.merge(chunk));
        chunk = [];
      }
      chunk.push(...this.#idsOfChar(char === " " ? spaceMark : char));
    }
    ids.push(...this.#merges.merge(chunk));
  }

  /** One token for a character of the vocabulary, or else one for each of its bytes. */
  #idsOfChar(char: string): number[] {
    const id = this.#idOf(char);
    if (id !== undefined) return [id];
    return Array.from(encodeUtf8(char), (byte) => this.#idOfByte[byte] ?? unknownTokenId);
  }
}

function byteToken(byte: number): string {
  return `<0x${byte.toString(16).toUpperCase().padStart(2, "0")}>`;
}

function isBreak(char: string | undefined): boolean {
  return char === " " || char === "\n" || char === "\r" || char === spaceMark;
}
