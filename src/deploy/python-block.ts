import { type PythonValue, pythonLiteral, pythonString } from "#wrapper/python-literal.ts";

const LINE_WIDTH = 88;

/** A value as Python source, split into lines if one would be too long; continued lines start after `indent`. */
export function pythonBlock(value: PythonValue, indent = ""): string {
  const line = pythonLiteral(value);
  if (typeof value !== "object" || value === null || indent.length + line.length <= LINE_WIDTH) return line;
  const inner = `${indent}    `;
  if (Array.isArray(value)) {
    const items = value.map((item: PythonValue) => `${inner}${pythonBlock(item, inner)},\n`);
    return `[\n${items.join("")}${indent}]`;
  }
  const entries = Object.entries(value as Readonly<Record<string, PythonValue>>).map(
    ([key, item]) => `${inner}${pythonString(key)}: ${pythonBlock(item, inner)},\n`,
  );
  return `{\n${entries.join("")}${indent}}`;
}
