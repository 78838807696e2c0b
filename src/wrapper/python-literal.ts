/** Writes JSON-like values as Python source. */
export type PythonValue =
  | string
  | number
  | boolean
  | null
  | readonly PythonValue[]
  | { readonly [key: string]: PythonValue };

export function isDict(value: PythonValue): value is { readonly [key: string]: PythonValue } {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** One line: `{"max_length": 300, "truncation": True}`. */
export function pythonLiteral(value: PythonValue): string {
  if (value === null) return "None";
  if (typeof value === "boolean") return value ? "True" : "False";
  if (typeof value === "number") return pythonNumber(value);
  if (typeof value === "string") return pythonString(value);
  if (Array.isArray(value)) return `[${value.map((item: PythonValue) => pythonLiteral(item)).join(", ")}]`;
  return `{${Object.entries(value)
    .map(([key, item]) => `${pythonString(key)}: ${pythonLiteral(item)}`)
    .join(", ")}}`;
}

/** A dict over several lines, each entry at `indent` + 4. */
export function pythonDictBlock(value: Readonly<Record<string, PythonValue>>, indent = ""): string {
  const entries = Object.entries(value);
  if (entries.length === 0) return "{}";
  const lines = entries.map(([key, item]) => `${indent}    ${pythonString(key)}: ${pythonLiteral(item)},\n`);
  return `{\n${lines.join("")}${indent}}`;
}

/** JSON's escapes are Python's too. */
export function pythonString(value: string): string {
  return JSON.stringify(value);
}

function pythonNumber(value: number): string {
  return Object.is(value, -0) ? "0" : String(value);
}
