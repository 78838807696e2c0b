import { stringEnd } from "./json-text.ts";

/** sys.int_info.default_max_str_digits: Python reads no longer int, because that takes time with the square of its digits. */
const MOST_INT_DIGITS = 4300;

const LONG_NUMBER = new RegExp(String.raw`"|(?<!\d)\d{${MOST_INT_DIGITS + 1},}(?!\.\d|\d|[eE])`, "g");
const LONG_RUN = new RegExp(String.raw`(?<!\d)\d{${MOST_INT_DIGITS + 1}}`);

/** @throws SyntaxError with Python's words where the JSON has an int that json.loads refuses. */
export function checkIntDigits(json: string): void {
  if (!LONG_RUN.test(json)) return;
  LONG_NUMBER.lastIndex = 0;
  for (let found = LONG_NUMBER.exec(json); found; found = LONG_NUMBER.exec(json)) {
    if (found[0] === '"') LONG_NUMBER.lastIndex = stringEnd(json, found.index);
    else if (
      json.charAt(found.index - 1) !== "." &&
      !/[eE][+-]?$/.test(json.slice(found.index - 2, found.index))
    )
      throw new SyntaxError(
        `Exceeds the limit (${MOST_INT_DIGITS} digits) for integer string conversion: value has ${found[0].length} digits`,
      );
  }
}
