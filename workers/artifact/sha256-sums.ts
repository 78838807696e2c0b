import { createSHA256 } from "hash-wasm";

/** The list's name in the model's folder; MLflow passes over files that MLmodel does not name. */
export const sumsName = "SHA256SUMS";

/** What `sha256sum` prints of files, and `sha256sum -c` checks: a line each, "<hex>  <path>". */
export class Sha256Sums {
  #text = "";

  get text(): string {
    return this.#text;
  }

  /** A file's bytes go to `update`; `end` writes its line. */
  async begin(path: string): Promise<{ update(bytes: Uint8Array): void; end(): void }> {
    const hasher = await createSHA256();
    return {
      update: (bytes) => void hasher.update(bytes),
      end: () => {
        this.#text += `${hasher.digest("hex")}  ${path}\n`;
      },
    };
  }
}
