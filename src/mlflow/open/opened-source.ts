/** Python that an opened MLflow model brings, named by its content. */
import { sha256 } from "#base/sha256.ts";

/** The Python files of an opened MLflow model that would run. */
export interface OpenedSource {
  /** Of `sourceDigest`. */
  readonly sha256: string;
  /** Paths in the model. The first holds its class. */
  readonly files: readonly string[];
}

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Names the sources by their content: a model that changed by one character asks again. */
export function sourceDigest(files: readonly SourceFile[]): Promise<string> {
  const inOrder = files
    .map(({ path, text }) => [path, text] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sha256(new TextEncoder().encode(JSON.stringify(inOrder)));
}
