import { createSHA256 } from "hash-wasm";

/** The list's name in the model's folder; MLflow ignores files that MLmodel does not name. */
export const sumsName = "SHA256SUMS";

/** The output of `sha256sum`, which `sha256sum -c` checks: a line for each file, "<hex>  <path>". */
export class Sha256Sums {
  #text = "";

  get text(): string {
    return this.#text;
  }

  /** Pass a file's bytes to `update`; `end` writes its line. */
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
