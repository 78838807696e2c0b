import { useState } from "react";

interface Pages {
  /** The first row shown. */
  readonly start: number;
  /** After the last row shown. */
  readonly end: number;
  readonly count: number;
  readonly page: number;
  readonly setPage: (page: number) => void;
}

/** Shows part of many rows at a time: a thousand text fields would make the page slow. */
export function usePages(rowCount: number, pageLength: number): Pages {
  const [wanted, setPage] = useState(0);
  const count = Math.max(1, Math.ceil(rowCount / pageLength));
  const page = Math.min(wanted, count - 1);
  const start = page * pageLength;
  return { start, end: Math.min(start + pageLength, rowCount), count, page, setPage };
}
