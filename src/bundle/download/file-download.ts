import { AppError, throwIfAborted } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { sha256 as hashOf } from "#base/sha256.ts";
import { PassingFault, type RangeAnswer } from "./fetch-range.ts";
import { FileHasher } from "./file-hasher.ts";
import { emptyNotes, type FileNotes, type Journal } from "./journal.ts";
import { type DownloadFile, pieceBounds, pieceCount, storedName } from "./plan.ts";
import type { DownloadFolder, OpenFile } from "./storage.ts";

/** The pieces of one request: from `first` to `end` (exclusive). */
export interface Span {
  readonly first: number;
  readonly end: number;
}

/** A file without a hash that changes more often than this on its server is not worth waiting for. */
const maxRestarts = 3;

/**
 * One file being downloaded: which pieces are stored, which are on their way, and the hash of the gapless beginning.
 * Only what was read back counts: when the file is opened, pieces in the journal are compared with its hashes.
 */
export class FileDownload {
  readonly file: DownloadFile;
  readonly #handle: OpenFile;
  readonly #journal: Journal;
  #notes: FileNotes;
  #hasher: FileHasher;
  /** How many pieces from the start the hasher has seen. */
  #hashedPieces = 0;
  /** A piece is being read for the hash; no other read may be pending. */
  readonly #hashBuffer: Uint8Array<ArrayBuffer>;
  readonly #underWay = new Set<number>();
  #ranges: "unknown" | "yes" | "no" = "unknown";
  /** Increases when all records are dropped: what is still on its way then belongs to the earlier file. */
  #generation = 0;
  #restarts = 0;
  /** What was tried after the whole file's hash was wrong. */
  #repair: "none" | "reread" | "refetched" = "none";
  /** Stored pieces that are in doubt while the file is downloaded a second time. */
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

  /** SHA-256 of the whole file once checked, otherwise null. */
  get verified(): string | null {
    return this.#notes.verified;
  }

  get generation(): number {
    return this.#generation;
  }

  /** Bytes of the stored pieces. */
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
   * Reads the pieces in the journal. Those that differ count as missing.
   * @param onBytes called with the number of bytes read.
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

  /** The next pieces that are neither stored nor on their way; null if none can be requested now. */
  takeSpan(maxBytes: number): Span | null {
    // Until the first answer shows whether the server knows ranges, a second request could bring the same bytes.
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
   * Reads an answer's headers. If the file has changed on its server and no hash says which version is meant, everything stored is
   * dropped, and the file starts again.
   * @throws AppError "invalid-bundle" if it changes again and again.
   */
  async accept({ knowsRanges, validator }: RangeAnswer): Promise<void> {
    this.#ranges = knowsRanges ? "yes" : "no";
    if (validator === null || validator === this.#notes.validator) return;
    // A file with a hash can come from several hosts, each with its own ETag; the hash decides in the end.
    const changed = this.#notes.validator !== null && this.file.digest === null;
    if (changed) await this.#startAnew();
    this.#notes.validator = validator;
    this.#journal.append({ path: this.file.path, validator });
  }

  /**
   * Writes a piece and records it.
   * @returns false if it was already stored.
   * @throws PassingFault if the piece is wrong; AppError "storage" if the storage is full.
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
   * Checks the whole file once all its pieces are stored. If its hash is wrong, it is read again, first from the disk and then from the
   * server; only pieces that differ are replaced.
   * @returns false if pieces have to be downloaded again.
   * @throws AppError "invalid-bundle" if the server's file is not the promised one.
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
        message`${this.file.path} changed on its server ${this.#restarts} times during the download. Try again later.`,
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

  /** Hashes the gapless pieces on the disk that follow. */
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
      message`The browser's storage or the disk is full: ${this.file.path} could not be written. What is downloaded is kept. Delete models that you no longer need, or free disk space, and resume.`,
      { details: { path: this.file.path }, cause },
    );
  }
}
