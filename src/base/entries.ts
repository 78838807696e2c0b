/** The keys and entries of one of the page's own tables, typed as the table is. */
export function keysOf<Table extends object>(table: Table): (keyof Table & string)[] {
  return Object.keys(table) as (keyof Table & string)[];
}

export function entriesOf<Table extends object>(
  table: Table,
): { [Key in keyof Table & string]: [Key, Table[Key]] }[keyof Table & string][] {
  return keysOf(table).map((key) => [key, table[key]]);
}
