/** JSON as Python's `json.dumps` writes it: ", " and ": " between, everything beyond ASCII escaped. */
export function pythonJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map((item) => pythonJson(item)).join(", ")}]`;
  if (typeof value === "object" && value !== null) {
    const entries: [string, unknown][] =
      value instanceof Map ? [...(value as Map<string, unknown>)] : Object.entries(value);
    const members = entries.map(([key, item]) => `${asciiJson(key)}: ${pythonJson(item)}`);
    return `{${members.join(", ")}}`;
  }
  return typeof value === "string" ? asciiJson(value) : JSON.stringify(value);
}

/** `json.dumps(value, indent=2)` for an object of scalars. */
export function pythonJsonIndented(
  value: Readonly<Record<string, string | number | boolean | null>>,
): string {
  const members = Object.entries(value).map(([key, item]) => `  ${asciiJson(key)}: ${pythonJson(item)}`);
  return members.length === 0 ? "{}" : `{\n${members.join(",\n")}\n}`;
}

function asciiJson(text: string): string {
  return JSON.stringify(text).replaceAll(
    /[\u007f-\uffff]/g,
    (unit) => `\\u${unit.charCodeAt(0).toString(16).padStart(4, "0")}`,
  );
}
