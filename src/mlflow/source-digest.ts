import { sha256 } from "#base/sha256.ts";

interface SourceFile {
  readonly path: string;
  readonly text: string;
}

/** Names the Python files of a model by their content: one that changed by one character has another digest. */
export function sourceDigest(files: readonly SourceFile[]): Promise<string> {
  const inOrder = files
    .map(({ path, text }) => [path, text] as const)
    .toSorted(([a], [b]) => (a < b ? -1 : 1));
  return sha256(new TextEncoder().encode(JSON.stringify(inOrder)));
}
