/**
 * A table's own entry, or undefined. A key that comes from outside may be "constructor" or "__proto__", which every plain
 * object inherits. What a person's keys are put into is a Map.
 */
export function own<Value>(table: Readonly<Record<string, Value>>, key: string): Value | undefined {
  return Object.hasOwn(table, key) ? table[key] : undefined;
}
