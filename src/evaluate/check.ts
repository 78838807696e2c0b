/** What an answer is held against. */
export const CHECK_KINDS = ["exact", "contains", "regex", "json_schema", "python"] as const;
export type CheckKind = (typeof CHECK_KINDS)[number];

/** One that needs no Python. */
export type TextCheck = Check & { readonly kind: Exclude<CheckKind, "python"> };

export interface Check {
  readonly kind: CheckKind;
  /**
   * The text, the pattern (as Python's `re` has them) or the JSON schema, with `{{column}}` for what the row has. A row for which
   * it is empty is not checked. Of "python": an expression over `answer` and `row`, or a function of both, as it is.
   */
  readonly expected: string;
  /** Of texts and patterns. */
  readonly ignoreCase?: boolean;
}

/** The columns of the verdicts, and the metrics' names: "contains", "contains_2". */
export function checkNames(checks: readonly Check[]): string[] {
  const counts = new Map<CheckKind, number>();
  return checks.map(({ kind }) => {
    const count = (counts.get(kind) ?? 0) + 1;
    counts.set(kind, count);
    return count === 1 ? kind : `${kind}_${count}`;
  });
}
