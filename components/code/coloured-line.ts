/** A line of code in pieces of one colour each. */
interface ColouredPiece {
  readonly text: string;
  /** null: as plain text. */
  readonly kind: CodeKind | null;
}
export type ColouredLine = readonly ColouredPiece[];

const KINDS = ["comment", "keyword", "string", "number", "tag", "type"] as const;
type CodeKind = (typeof KINDS)[number];

/** Ids of Monaco's languages, and JSON. */
export type CodeLanguage =
  | "csharp"
  | "dockerfile"
  | "ini"
  | "javascript"
  | "json"
  | "markdown"
  | "python"
  | "r"
  | "shell"
  | "yaml";

interface Token {
  /** Where it begins; it ends where the next does. */
  readonly offset: number;
  /** "keyword.python" */
  readonly type: string;
}

export function colouredLine(line: string, tokens: readonly Token[]): ColouredLine {
  return tokens.flatMap(({ offset, type }, at): ColouredPiece[] => {
    const text = line.slice(offset, tokens[at + 1]?.offset ?? line.length);
    const kind = KINDS.find((each) => type === each || type.startsWith(`${each}.`)) ?? null;
    return text === "" ? [] : [{ text, kind }];
  });
}

/** By the end of a name, in lower case. */
const BY_NAME: readonly (readonly [RegExp, CodeLanguage])[] = [
  [/\.py$/, "python"],
  [/(^|\/)mlmodel$|\.ya?ml$|(^|\/)registered_model_meta$/, "yaml"],
  [/\.(json|jsonl|ipynb)$/, "json"],
  [/\.(m?js|ts)$/, "javascript"],
  [/\.sh$/, "shell"],
  [/(^|\/)dockerfile$/, "dockerfile"],
  [/\.toml$/, "ini"],
  [/\.md$/, "markdown"],
  [/\.cs$/, "csharp"],
  [/\.r$/, "r"],
];

/** @returns null for a file without a language. */
export function languageOf(path: string): CodeLanguage | null {
  const name = path.toLowerCase();
  return BY_NAME.find(([pattern]) => pattern.test(name))?.[1] ?? null;
}
