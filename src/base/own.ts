/**
 * A table's own entry, or undefined. A key from outside can be "constructor" or "__proto__", which every plain object inherits. To store
 * by such keys, use a Map.
 */
export function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
