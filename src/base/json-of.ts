/** For a message: JSON.stringify gives no text for undefined, whatever its type says. */
export function jsonOf(value: unknown): string {
  return value === undefined ? "undefined" : JSON.stringify(value);
}
