import { withColumnName } from "#evaluate/table.ts";
import type { EvaluateCell } from "./evaluate-cell.ts";

/** Renames a column, in the request and the checks too. Changes nothing if another column has the name. */
export function withRenamedColumn(cell: EvaluateCell, column: number, name: string): EvaluateCell {
  const before = cell.table.columns[column];
  const table = withColumnName(cell.table, column, name);
  if (before === undefined || table === cell.table) return cell;
  const renamed = (text: string) => text.replaceAll(`{{${before}}}`, () => `{{${name}}}`);
  return {
    ...cell,
    table,
    request: renamed(cell.request),
    checks: cell.checks.map((check) => ({ ...check, expected: renamed(check.expected) })),
  };
}
