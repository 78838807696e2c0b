/**
 * The number that a person typed, with a point or a comma before the decimals, in any language; null if it is not a number. "1,000" is
 * ambiguous, and so is not a number.
 */
export function readNumber(text: string): number | null {
  const typed = text.trim();
  const [, whole = "", decimals = ""] = /^[+-]?(\d*),(\d+)(?:e[+-]?\d+)?$/i.exec(typed) ?? [];
  const isAmbiguous = /^[1-9]\d{0,2}$/.test(whole) && decimals.length === 3;
  const number = Number(decimals === "" || isAmbiguous ? typed : typed.replace(",", "."));
  return typed === "" || !Number.isFinite(number) ? null : number;
}
