/** A check of an answer. */
export const CHECK_KINDS = ["exact", "contains", "regex", "json_schema", "python"] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

/** One that needs no Python. */
export type TextCheck = Check & { readonly kind: Exclude<CheckKind, "python"> };

export interface Check {
  readonly kind: CheckKind;
  /**
   * The text, the pattern (in the syntax of Python's `re`) or the JSON schema, with `{{column}}` for the row's text. A row for which it
   * is empty is not checked. For "python": an expression over `answer` and `row`, or a function of both, unchanged.
   */
  readonly expected: string;
  /** For texts and patterns. */
  readonly ignoreCase?: boolean;
}

/** The columns of the verdicts, and the names of the metrics: "contains", "contains_2". */
export function checkNames(checks: readonly Check[]): string[] {
  const counts = new Map<CheckKind, number>();
  return checks.map(({ kind }) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count === 1 ? kind : `${kind}_${count}`;
  });
}
