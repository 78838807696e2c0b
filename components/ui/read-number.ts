/**
 * The number that a person typed, with a point or a comma before its decimals, in whatever language; null where it is none.
 * "1,000" is a thousand to some and one to others, and so is none.
 */
export function readNumber(text: string): number | null {
  const typed = text.trim();
  const [, whole = "", decimals = ""] = /^[+-]?(\d*),(\d+)(?:e[+-]?\d+)?$/i.exec(typed) ?? [];
  const isAmbiguous = /^[1-9]\d{0,2}$/.test(whole) && decimals.length === 3;
  const number = Number(decimals === "" || isAmbiguous ? typed : typed.replace(",", "."));
  return typed === "" || !Number.isFinite(number) ? null : number;
}
