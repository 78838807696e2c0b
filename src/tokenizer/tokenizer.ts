import { AppError, wordingOf } from "#base/errors.ts";
import { AddedTokens } from "./added-tokens.ts";
import { MergeTable } from "./bpe.ts";
import { byteName, bytesSpelled, readable, spellingOf } from "./byte-level.ts";
import { renderChatTemplate, type TemplateMessage } from "./chat-template.ts";
import { CodePoints } from "./code-points.ts";
import { endsOfPieces } from "./pre-tokenizer.ts";
import {
  type AddedToken,
  parseTokenizerFiles,
  spaceMark,
  type TokenizerFiles,
  type TokenizerSpec,
} from "./tokenizer-json.ts";
import { TokenizerStream } from "./tokenizer-stream.ts";
import { decodeUtf8, encodeUtf8 } from "./utf8.ts";

/** What native returns for an unknown token (kInvalidTokenId as int32). */
const unknownTokenId = -1;

/** Text that starts with a space is merged in chunks: from this many pieces on, split before a space … */
const chunkPieces = 10;
/** … and from this many on, split anywhere. */
const maxChunkPieces = 100;

/** Words repeat: this many are cached with their tokens, if they are no longer than this. */
const keptPieces = 50_000;
const longestKeptPiece = 40;

/**
 * Turns text into token ids and back.
 * Mirrors og.Tokenizer (onnxruntime-genai 0.18), which is onnxruntime-extensions' tokenizer without adding special tokens when encoding
 * or keeping them when decoding. It differs from Hugging Face's: words are split by its own matchers, a word in the vocabulary is never
 * merged, and normalizers are ignored.
 */
export class Tokenizer {
  readonly #spec: TokenizerSpec;
  readonly #merges: MergeTable;
  /** The tokens of single bytes: "<0x00>" to "<0xFF>", or the characters that represent them. */
  readonly #idOfByte: readonly (number | undefined)[];
  readonly #addedTokens: AddedTokens;
  readonly #addedTokensById: ReadonlyMap<number, AddedToken>;
  readonly #pieceById: readonly (string | undefined)[];
  readonly #idsOfPieces = new Map<string, readonly number[]>();
  /** Models with channels (gpt-oss) keep their special tokens in the text. */
  readonly #skipsSpecialTokens: boolean;

  constructor(spec: TokenizerSpec) {
    this.#spec = spec;
    this.#idOfByte = Array.from({ length: 256 }, (_, byte) =>
      spec.vocab.get(spec.isSentencePiece ? byteName(byte) : spellingOf(Uint8Array.of(byte))),
    );
    this.#addedTokens = new AddedTokens(spec.addedTokens);
    this.#addedTokensById = new Map(spec.addedTokens.map((token) => [token.id, token]));
    this.#skipsSpecialTokens =
      spec.isSentencePiece || this.#addedTokensById.get(channelTokenId)?.content !== "<|channel|>";
    const pieces: (string | undefined)[] = [];
    for (const [piece, id] of spec.vocab) pieces[id] = piece;
    this.#pieceById = pieces;
    this.#merges = new MergeTable(spec.merges.length);
    for (const [left, right] of spec.merges) {
      const [leftId, rightId, mergedId] = [left, right, left + right].map((piece) => this.#idOf(piece));
      this.#merges.add(leftId ?? unknownTokenId, rightId ?? unknownTokenId, mergedId ?? unknownTokenId);
    }
  }

  /** @throws AppError "invalid-bundle" or "unsupported", see parseTokenizerFiles. */
  static fromFiles(files: TokenizerFiles): Tokenizer {
    return new Tokenizer(parseTokenizerFiles(files));
  }

  /** Token ids of `text` up to its first NUL. Special tokens in the text count as such. */
  encode(text: string): Int32Array {
    const nul = text.indexOf("\0");
    const ids: number[] = [];
    for (const segment of this.#addedTokens.split((nul < 0 ? text : text.slice(0, nul)).toWellFormed())) {
      if (typeof segment !== "string") ids.push(segment.id);
      else if (this.#spec.isSentencePiece) this.#encodeSentencePiece(segment, ids);
      else this.#encodePieces(segment, ids);
    }
    return Int32Array.from(ids);
  }

  /** Text of `tokenIds` without special tokens. Keeps a leading space unless a special token came before it. */
  decode(tokenIds: Int32Array | readonly number[]): string {
    if (tokenIds.length === 0) return "";
    const parts: Uint8Array[] = [];
    let isAfterSpecial = false;
    for (const tokenId of tokenIds) {
      parts.push(this.bytesOf(tokenId, isAfterSpecial));
      isAfterSpecial = this.isSpecial(tokenId);
    }
    return decodeUtf8(concatenated(parts));
  }

  /**
   * Token ids of several texts, i32 [texts, longest], row-major, padded at the end with `padTokenId` (genai_config.json's).
   * @throws AppError "invalid-argument" with native's message if there is no text.
   */
  encodeBatch(texts: readonly string[], padTokenId: number): Int32Array {
    if (texts.length === 0) {
      throw new AppError("invalid-argument", "EncodeBatch: input strings must not be empty");
    }
    const rows = texts.map((text) => this.encode(text));
    const longest = rows.reduce((most, { length }) => Math.max(most, length), 0);
    const ids = new Int32Array(rows.length * longest).fill(padTokenId);
    for (const [i, row] of rows.entries()) ids.set(row, i * longest);
    return ids;
  }

  /** Texts of `count` rows of equal length, i32 [count, tokens], row-major. */
  decodeBatch(tokenIds: Int32Array | readonly number[], count: number): string[] {
    const size = tokenIds.length / count;
    return Array.from({ length: count }, (_, i) => this.decode(tokenIds.slice(i * size, (i + 1) * size)));
  }

  /** Decodes tokens one at a time. */
  createStream(): TokenizerStream {
    return new TokenizerStream(this);
  }

  /** The id of a token; -1 if unknown. As in native, an added token that `token` starts with also counts. */
  toTokenId(token: string): number {
    return this.#addedTokens.atStartOf(token)?.id ?? this.#idOf(token) ?? unknownTokenId;
  }

  /**
   * The prompt of a conversation, by `template` or the tokenizer's own.
   * @throws AppError "invalid-config" without a template; "invalid-input" if it cannot render the messages.
   */
  applyChatTemplate(
    messages: readonly TemplateMessage[],
    options: { readonly template?: string; readonly addGenerationPrompt?: boolean } = {},
  ): string {
    // A template that is given is a string of C: it ends at a NUL, and the model's own stands in for an empty one.
    const given = options.template?.replace(/\0[^]*$/, "");
    return renderChatTemplate(given || this.#spec.chatTemplate, {
      messages,
      add_generation_prompt: options.addGenerationPrompt ?? true,
      bos_token: this.#spec.bosToken,
      eos_token: this.#spec.eosToken,
    });
  }

  /** One token for people to read: with its space; special tokens and incomplete characters by their names. */
  tokenText(tokenId: number): string {
    const added = this.#addedTokensById.get(tokenId);
    if (added !== undefined) return added.content;
    const piece = this.#pieceById[tokenId];
    if (piece === undefined) return this.#spec.unkToken;
    return this.#spec.isSentencePiece ? piece.replaceAll(spaceMark, " ") : readable(bytesSpelled(piece));
  }

  /** True for tokens that decoded text leaves out. */
  isSpecial(tokenId: number): boolean {
    return this.#addedTokensById.get(tokenId)?.special ?? false;
  }

  /**
   * UTF-8 of one token; byte tokens give a part of a character. Mirrors BpeStreamingDecoder::Id2Token and SpmId2Token
   * (onnxruntime-extensions, operators/tokenizer/bpe_streaming.hpp).
   * @throws AppError "invalid-bundle" with native's words for a piece that spells no bytes.
   */
  bytesOf(tokenId: number, isAfterSpecial: boolean): Uint8Array {
    if (!this.#spec.isSentencePiece) return this.#spelledBytesOf(tokenId);
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

  #spelledBytesOf(tokenId: number): Uint8Array {
    const added = this.#addedTokensById.get(tokenId);
    if (added !== undefined && added.special && this.#skipsSpecialTokens) return new Uint8Array();
    const suffix = this.#spec.endOfWordSuffix;
    const bytes = added === undefined ? this.#bytesOfPiece(tokenId) : encodeUtf8(added.content);
    if (suffix === "") return bytes;
    const text = decodeLatin1(bytes);
    const encodedSuffix = decodeLatin1(encodeUtf8(suffix));
    if (!text.endsWith(encodedSuffix)) return bytes;
    const withSpace = bytes.slice(0, bytes.length - encodedSuffix.length + 1);
    withSpace[withSpace.length - 1] = 0x20;
    return withSpace;
  }

  #bytesOfPiece(tokenId: number): Uint8Array {
    try {
      return bytesSpelled(this.#pieceById[tokenId] ?? "");
    } catch (error) {
      throw new AppError("invalid-bundle", wordingOf(error), { cause: error });
    }
  }

  /** The id of a vocabulary entry. In SentencePiece vocabularies, one-byte text can be under its byte token. */
  #idOf(piece: string): number | undefined {
    const id = this.#spec.vocab.get(piece);
    if (id !== undefined || !this.#spec.isSentencePiece || piece.length !== 1 || piece > "\u007f") return id;
    return this.#idOfByte[piece.charCodeAt(0)];
  }

  /** Mirrors KernelBpeTokenizer::SpmTokenize (onnxruntime-extensions, operators/tokenizer/bpe_kernels.cc). */
  #encodeSentencePiece(segment: string, ids: number[]): void {
    const { addsDummyPrefix, splitsIntoChunks } = this.#spec;
    const text = addsDummyPrefix && segment !== "" ? spaceMark + segment : segment;
    if (splitsIntoChunks || (addsDummyPrefix && segment.startsWith(" "))) this.#encodeInChunks(text, ids);
    else this.#encodePieces(text, ids);
  }

  /** Also mirrors KernelBpeTokenizer::Tokenize. */
  #encodePieces(text: string, ids: number[]): void {
    const chars = new CodePoints(text);
    let start = 0;
    for (const end of endsOfPieces(chars, this.#spec.preTokenizer)) {
      for (const id of this.#idsOfPiece(chars.slice(start, end))) ids.push(id);
      start = end;
    }
  }

  #idsOfPiece(piece: string): readonly number[] {
    const known = this.#idsOfPieces.get(piece);
    if (known !== undefined) return known;
    const ids = this.#spec.isSentencePiece ? this.#mergedText(piece) : this.#mergedBytes(piece);
    if (piece.length <= longestKeptPiece) {
      if (this.#idsOfPieces.size >= keptPieces) this.#idsOfPieces.clear();
      this.#idsOfPieces.set(piece, ids);
    }
    return ids;
  }

  #mergedText(piece: string): readonly number[] {
    const word = piece.replaceAll(" ", spaceMark);
    const id = this.#idOf(word);
    return id === undefined
      ? this.#merges.merge(Array.from(word).flatMap((char) => this.#idsOfChar(char)))
      : [id];
  }

  #mergedBytes(piece: string): readonly number[] {
    const bytes = encodeUtf8(piece);
    const id = this.#spec.vocab.get(spellingOf(bytes));
    return id === undefined
      ? this.#merges.merge(Array.from(bytes, (byte) => this.#idOfByte[byte] ?? unknownTokenId))
      : [id];
  }

  #encodeInChunks(text: string, ids: number[]): void {
    let chunk: number[] = [];
    const flush = (): void => {
      for (const id of this.#merges.merge(chunk)) ids.push(id);
      chunk = [];
    };
    let previous = "";
    for (const char of text) {
      const isFull = chunk.length > maxChunkPieces;
      const isAtSpace = chunk.length > chunkPieces && isBreak(char) && !isBreak(previous);
      if (isFull || isAtSpace) flush();
      for (const id of this.#idsOfChar(char === " " ? spaceMark : char)) chunk.push(id);
      previous = char;
    }
    flush();
  }

  /** One token if the character is in the vocabulary, otherwise one for each of its bytes. */
  #idsOfChar(char: string): readonly number[] {
    const id = this.#idOf(char);
    if (id !== undefined) return [id];
    return Array.from(encodeUtf8(char), (byte) => this.#idOfByte[byte] ?? unknownTokenId);
  }
}

/** The token of gpt-oss by which native knows a model with channels. */
const channelTokenId = 200_005;

function isBreak(char: string): boolean {
  return char === " " || char === "\n" || char === "\r" || char === spaceMark;
}

function concatenated(parts: readonly Uint8Array[]): Uint8Array {
  const whole = new Uint8Array(parts.reduce((length, part) => length + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    whole.set(part, offset);
    offset += part.length;
  }
  return whole;
}

function decodeLatin1(bytes: Uint8Array): string {
  return Array.from(bytes, (byte) => String.fromCharCode(byte)).join("");
}
