/** Dates in params: numpy's `datetime64(text).item()`, a Python date or, with an hour, a Python datetime. */

export interface PythonDate {
  readonly year: number;
  /** 1 to 12. */
  readonly month: number;
  readonly day: number;
  /** null for a plain date. */
  readonly time: {
    readonly hour: number;
    readonly minute: number;
    readonly second: number;
    readonly microsecond: number;
  } | null;
}

const ISO_DATE =
  /^(\d{4})(?:-(\d{2})(?:-(\d{2})(?:[T ](\d{2})(?::(\d{2})(?::(\d{2})(?:\.(\d{1,6}))?)?)?)?)?)?$/;

/** @returns null if numpy refuses the text, or it is not an ISO date without a zone. */
export function readPythonDate(text: string): PythonDate | null {
  const match = ISO_DATE.exec(text);
  if (match === null || Number.isNaN(Date.parse(text.replace(" ", "T").slice(0, 10)))) return null;
  const [year = 0, month = 1, day = 1, hour, minute = 0, second = 0] = match
    .slice(1, 7)
    .map((digits: string | undefined) => (digits === undefined ? undefined : Number(digits)));
  const microsecond = Number((match[7] ?? "").padEnd(6, "0"));
  if (new Date(Date.UTC(year, month - 1, day)).getUTCDate() !== day) return null;
  if (hour === undefined) return { year, month, day, time: null };
  if (hour > 23 || minute > 59 || second > 59) return null;
  return { year, month, day, time: { hour, minute, second, microsecond } };
}

/** `isoformat()`; `str()` has a space instead of the T. */
export function isoFormat({ year, month, day, time }: PythonDate, separator: "T" | " " = "T"): string {
  const date = `${digits(year, 4)}-${digits(month)}-${digits(day)}`;
  if (time === null) return date;
  const fraction = time.microsecond === 0 ? "" : `.${digits(time.microsecond, 6)}`;
  return `${date}${separator}${digits(time.hour)}:${digits(time.minute)}:${digits(time.second)}${fraction}`;
}

/** `repr()`, which leaves out seconds and microseconds of zero. */
export function dateRepr({ year, month, day, time }: PythonDate): string {
  if (time === null) return `datetime.date(${year}, ${month}, ${day})`;
  const { hour, minute, second, microsecond } = time;
  const rest = microsecond > 0 ? [second, microsecond] : second > 0 ? [second] : [];
  return `datetime.datetime(${[year, month, day, hour, minute, ...rest].join(", ")})`;
}

function digits(value: number, length = 2): string {
  return String(value).padStart(length, "0");
}
