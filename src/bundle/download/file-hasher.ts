import { createSHA1, createSHA256, type IHasher } from "hash-wasm";
import type { DownloadFile, FileDigest } from "./plan.ts";

/** Hashes a file's bytes in order as they become known: SHA-256, and git's SHA-1 if the source gives that. */
export class FileHasher {
  readonly #sha256: IHasher;
  readonly #sha1: IHasher | null;

  private constructor(sha256: IHasher, sha1: IHasher | null) {
    this.#sha256 = sha256;
    this.#sha1 = sha1;
  }

  static async create(file: Pick<DownloadFile, "sizeBytes" | "digest">): Promise<FileHasher> {
    const isBlob = file.digest?.algorithm === "git-blob-sha1";
    const hasher = new FileHasher(await createSHA256(), isBlob ? await createSHA1() : null);
    hasher.#start(file.sizeBytes);
    return hasher;
  }

  update(bytes: Uint8Array): void {
    this.#sha256.update(bytes);
    this.#sha1?.update(bytes);
  }

  /** Both digests, in lower-case hex. Ends the hashing. */
  digests(): Readonly<Partial<Record<FileDigest["algorithm"], string>>> & { readonly sha256: string } {
    const sha256 = this.#sha256.digest("hex");
    return this.#sha1 === null ? { sha256 } : { sha256, "git-blob-sha1": this.#sha1.digest("hex") };
  }

  #start(sizeBytes: number): void {
    this.#sha256.init();
    this.#sha1?.init().update(`blob ${sizeBytes}\0`);
  }
}
