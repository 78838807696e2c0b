import { AppError, throwIfAborted } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { sha256 as hashOf } from "#base/sha256.ts";
import { PassingFault, type RangeAnswer } from "./fetch-range.ts";
import { FileHasher } from "./file-hasher.ts";
import { emptyNotes, type FileNotes, type Journal } from "./journal.ts";
import { type DownloadFile, pieceBounds, pieceCount, storedName } from "./plan.ts";
import type { DownloadFolder, OpenFile } from "./storage.ts";

/** Pieces that one request asks for: `first` up to, without, `end`. */
export interface Span {
  readonly first: number;
  readonly end: number;
}

/** A file without a digest that changes more often than this on its server is not worth the waiting. */
const maxRestarts = 3;

/**
 * One file on its way: which pieces are there, which are under way, and the hash of what is there without a gap from the
 * start.
 *
 * Nothing counts but what was read back: pieces that the journal names are compared with its hashes when the file is opened.
 */
export class FileDownload {
  readonly file: DownloadFile;
  readonly #handle: OpenFile;
  readonly #journal: Journal;
  #notes: FileNotes;
  #hasher: FileHasher;
  /** How many pieces from the start the hasher has seen. */
  #hashedPieces = 0;
  /** A piece that is read to be hashed; nothing else may be awaited meanwhile. */
  readonly #hashBuffer: Uint8Array<ArrayBuffer>;
  readonly #underWay = new Set<number>();
  #ranges: "unknown" | "yes" | "no" = "unknown";
  /** Goes up when all that was noted is forgotten: what is then still under way is of the earlier file. */
  #generation = 0;
  #restarts = 0;
  /** What was tried after the whole file's hash was wrong. */
  #repair: "none" | "reread" | "refetched" = "none";
  /** Pieces that lie in the file and are doubted, while it is downloaded a second time. */
  #doubted: ReadonlyMap<number, string> = new Map();

  private constructor(
    file: DownloadFile,
    handle: OpenFile,
    journal: Journal,
    notes: FileNotes,
    hasher: FileHasher,
  ) {
    this.file = file;
    this.#handle = handle;
    this.#journal = journal;
    this.#notes = notes;
    this.#hasher = hasher;
    this.#hashBuffer = new Uint8Array(Math.min(file.pieceBytes, file.sizeBytes));
  }

  static async open(
    file: DownloadFile,
    folder: DownloadFolder,
    journal: Journal,
    notes: FileNotes,
  ): Promise<FileDownload> {
    const handle = await folder.open(storedName(file.path));
    return new FileDownload(file, handle, journal, notes, await FileHasher.create(file));
  }

  /** SHA-256 of the whole file, once it was checked; else null. */
  get verified(): string | null {
    return this.#notes.verified;
  }

  get generation(): number {
    return this.#generation;
  }

  /** Bytes of the pieces that are there. */
  get keptBytes(): number {
    if (this.#notes.verified !== null) return this.file.sizeBytes;
    let bytes = 0;
    for (const piece of this.#notes.pieces.keys()) {
      const { start, end } = pieceBounds(this.file, piece);
      bytes += end - start;
    }
    return bytes;
  }

  get isComplete(): boolean {
    return this.#notes.pieces.size === pieceCount(this.file);
  }

  /**
   * Reads the pieces that the journal names, and takes those that are not what it says for missing.
   *
   * @param onBytes called with the count of bytes read.
   * @returns how many pieces were wrong.
   */
  async recheck(signal: AbortSignal, onBytes: (bytes: number) => void = () => undefined): Promise<number> {
    if (this.#notes.verified !== null && this.#handle.getSize() === this.file.sizeBytes) return 0;
    this.#notes.verified = null;
    await this.#restartHasher();
    let wrong = 0;
    const buffer = new Uint8Array(this.#hashBuffer.length);
    for (const [piece, sha256] of [...this.#notes.pieces].toSorted(([a], [b]) => a - b)) {
      throwIfAborted(signal);
      const bytes = piece < pieceCount(this.file) ? this.#read(piece, buffer) : null;
      if (bytes !== null && (await hashOf(bytes)) === sha256) {
        this.#hashInOrder(piece, bytes);
        onBytes(bytes.length);
      } else {
        this.#notes.pieces.delete(piece);
        wrong += 1;
      }
    }
    return wrong;
  }

  /** The next pieces that are neither there nor under way; null when none may be asked for now. */
  takeSpan(maxBytes: number): Span | null {
    // Until the first answer tells whether the server knows ranges, a second request might bring the same bytes.
    if (this.#notes.verified !== null || (this.#ranges !== "yes" && this.#underWay.size > 0)) return null;
    const count = pieceCount(this.file);
    const isFree = (piece: number): boolean => !this.#notes.pieces.has(piece) && !this.#underWay.has(piece);
    let first = 0;
    while (first < count && !isFree(first)) first += 1;
    if (first === count) return null;
    const limit = Math.min(count, first + Math.max(1, Math.floor(maxBytes / this.file.pieceBytes)));
    let end = first;
    while (end < limit && isFree(end)) {
      this.#underWay.add(end);
      end += 1;
    }
    return { first, end };
  }

  releaseSpan({ first, end }: Span): void {
    for (let piece = first; piece < end; piece += 1) this.#underWay.delete(piece);
  }

  /**
   * Takes note of an answer's headers. Where the file has changed on its server and there is no digest to tell which one is
   * meant, all that was there is forgotten, and it begins anew.
   *
   * @throws AppError "invalid-bundle" when it changes again and again.
   */
  async accept({ knowsRanges, validator }: RangeAnswer): Promise<void> {
    this.#ranges = knowsRanges ? "yes" : "no";
    if (validator === null || validator === this.#notes.validator) return;
    // A file with a digest may come from several hosts, each with an ETag of its own; the digest decides in the end.
    const changed = this.#notes.validator !== null && this.file.digest === null;
    if (changed) await this.#startAnew();
    this.#notes.validator = validator;
    this.#journal.append({ path: this.file.path, validator });
  }

  /**
   * Writes a piece and notes it.
   *
   * @returns false when it was there already.
   * @throws PassingFault when the piece is not what it should be; AppError "storage" when the storage is full.
   */
  async put(piece: number, bytes: Uint8Array<ArrayBuffer>, generation: number): Promise<boolean> {
    const sha256 = await hashOf(bytes);
    if (generation !== this.#generation)
      throw new PassingFault(message`${this.file.path} changed on its server`);
    const due = this.file.pieceSha256?.[piece];
    if (due !== undefined && due !== sha256) {
      throw new PassingFault(message`a part of ${this.file.path} (piece ${piece + 1}) arrived damaged`);
    }
    const noted = this.#notes.pieces.get(piece);
    if (noted === sha256) return false;
    if (noted !== undefined && this.file.digest === null) {
      await this.#startAnew();
      throw new PassingFault(message`${this.file.path} changed on its server`);
    }
    if (this.#doubted.get(piece) !== sha256) this.#write(bytes, pieceBounds(this.file, piece).start);
    this.#notes.pieces.set(piece, sha256);
    this.#journal.append({ path: this.file.path, piece, sha256 });
    if (piece < this.#hashedPieces) await this.#restartHasher();
    this.#hashInOrder(piece, bytes);
    return true;
  }

  /**
   * Checks the whole file once all its pieces are there. Where its hash is wrong, it is first read again from the disk, and
   * then from the server: in either case only pieces that differ are replaced.
   *
   * @returns false when pieces are to be downloaded again.
   * @throws AppError "invalid-bundle" when the server's file is not the one that was promised.
   */
  async finish(signal: AbortSignal): Promise<boolean> {
    this.#hashOn();
    if (this.#hashedPieces < pieceCount(this.file)) return false;
    const digests = this.#hasher.digests();
    const { digest } = this.file;
    if (digest === null || digests[digest.algorithm] === digest.hex) {
      this.#handle.truncate(this.file.sizeBytes);
      this.#handle.flush();
      this.#notes.verified = digests.sha256;
      this.#journal.append({ path: this.file.path, verified: digests.sha256 });
      this.#journal.flush();
      return true;
    }
    const tried = this.#repair;
    this.#repair = tried === "none" ? "reread" : "refetched";
    if (tried === "none" && (await this.recheck(signal)) > 0) return false;
    if (tried !== "refetched" && this.file.pieceSha256 === null) {
      this.#repair = "refetched";
      this.#doubted = this.#notes.pieces;
      await this.#forget();
      return false;
    }
    await this.#forget();
    throw new AppError(
      "invalid-bundle",
      message`${this.file.path} is not the file that its list promises: its ${digest.algorithm} should be ${digest.hex} and is ${digests[digest.algorithm] ?? message`unknown`}, also after it was downloaded again. It was replaced on the server, or the list is wrong: look the model up again, or choose another source.`,
      { details: { path: this.file.path, expected: digest.hex, found: digests[digest.algorithm] ?? null } },
    );
  }

  flush(): void {
    this.#handle.flush();
  }

  async close(): Promise<void> {
    await this.#handle.close();
  }

  async #startAnew(): Promise<void> {
    this.#restarts += 1;
    if (this.#restarts > maxRestarts) {
      throw new AppError(
        "invalid-bundle",
        message`${this.file.path} changed ${this.#restarts} times on its server while it was downloaded. Try again when it is at rest.`,
        { details: { path: this.file.path } },
      );
    }
    await this.#forget();
  }

  async #forget(): Promise<void> {
    this.#generation += 1;
    this.#notes = emptyNotes();
    this.#journal.append({ path: this.file.path, forget: true });
    await this.#restartHasher();
  }

  async #restartHasher(): Promise<void> {
    const hasher = await FileHasher.create(this.file);
    this.#hasher = hasher;
    this.#hashedPieces = 0;
  }

  /** Hashes a piece that was just seen if it is the next one, without reading it again. */
  #hashInOrder(piece: number, bytes: Uint8Array): void {
    if (piece !== this.#hashedPieces) return;
    this.#hasher.update(bytes);
    this.#hashedPieces += 1;
    if (this.#notes.pieces.size > this.#hashedPieces) this.#hashOn();
  }

  /** Hashes what lies on the disk behind that without a gap. */
  #hashOn(): void {
    while (this.#notes.pieces.has(this.#hashedPieces)) {
      const bytes = this.#read(this.#hashedPieces, this.#hashBuffer);
      if (bytes === null) {
        this.#notes.pieces.delete(this.#hashedPieces);
        return;
      }
      this.#hasher.update(bytes);
      this.#hashedPieces += 1;
    }
  }

  #read(piece: number, into: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> | null {
    const { start, end } = pieceBounds(this.file, piece);
    const bytes = into.subarray(0, end - start);
    return this.#handle.read(bytes, { at: start }) === bytes.length ? bytes : null;
  }

  #write(bytes: Uint8Array<ArrayBuffer>, at: number): void {
    let cause: unknown = null;
    try {
      if (this.#handle.write(bytes, { at }) === bytes.length) return;
    } catch (error) {
      cause = error;
    }
    throw new AppError(
      "storage",
      message`The browser's storage took no more while ${this.file.path} was written: it is full, or the disk is. What is downloaded is kept. Delete models that you no longer need, or free disk space, and resume.`,
      { details: { path: this.file.path }, cause },
    );
  }
}
