import type { PutBytes } from "./tensor-reader.ts";

/** Bytes asked of a connection at once. Short spans let the others take over from a slow connection. */
const spanBytes = 64 * 2 ** 20;
/** A gap between tensors up to this many bytes is read too; a longer one is skipped. */
const mostGapBytes = 2 ** 20;

/** Bytes [start, end) of a file, and what takes them. */
export interface Part {
  readonly start: number;
  readonly end: number;
  /** Called when it is its turn; `done` when all bytes are placed. */
  readonly begin: () => { readonly put: PutBytes; readonly done?: () => void };
  /** Whether bytes can be placed without those before them. */
  readonly isDivisible: boolean;
}

/** Parts that are read in one go, in the order of their starts. Parts with bytes in common are in one span. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly Part[];
}

/**
 * Splits parts into spans of about the same length, in the order of the file. No byte is in two spans: a file in which many tensors
 * name the same bytes is still read once.
 */
export function cutIntoSpans(parts: readonly Part[], mostBytes = spanBytes): Span[] {
  const spans: { start: number; end: number; parts: Part[] }[] = [];
  const inOrder = parts.flatMap((part) => divide(part, mostBytes)).toSorted((a, b) => a.start - b.start);
  for (const part of inOrder) {
    const last = spans.at(-1);
    const isNear =
      last !== undefined && part.start - last.end <= mostGapBytes && part.end - last.start <= mostBytes;
    if (last !== undefined && (isNear || part.start < last.end)) {
      last.parts.push(part);
      last.end = Math.max(last.end, part.end);
    } else spans.push({ start: part.start, end: part.end, parts: [part] });
  }
  return spans;
}

function divide(part: Part, mostBytes: number): Part[] {
  if (!part.isDivisible || part.end - part.start <= mostBytes) return [part];
  const parts: Part[] = [];
  for (let start = part.start; start < part.end; start += mostBytes) {
    const skipped = start - part.start;
    const begin = (): ReturnType<Part["begin"]> => {
      const { put } = part.begin();
      return { put: (bytes, offset) => put(bytes, offset + skipped) };
    };
    parts.push({ ...part, start, end: Math.min(start + mostBytes, part.end), begin });
  }
  return parts;
}

interface Taking {
  readonly part: Part;
  readonly taker: ReturnType<Part["begin"]>;
}

/** @returns what takes a span's bytes in order, and hands each part its own. */
export function putInto({ start, parts }: Span): { readonly put: PutBytes; readonly done: () => void } {
  let begun = 0;
  let taking: readonly Taking[] = [];
  return {
    put(bytes, offset) {
      const from = start + offset;
      const to = from + bytes.length;
      /** @returns whether the part goes on in the next piece. */
      const give = ({ part, taker }: Taking): boolean => {
        const own = bytes.subarray(Math.max(part.start - from, 0), part.end - from);
        if (own.length > 0) taker.put(own, Math.max(from - part.start, 0));
        if (part.end > to) return true;
        taker.done?.();
        return false;
      };
      const goOn = taking.filter(give);
      for (let part = parts[begun]; part !== undefined && part.start < to; part = parts[begun]) {
        begun += 1;
        const next = { part, taker: part.begin() };
        if (give(next)) goOn.push(next);
      }
      taking = goOn;
    },
    // Parts of no bytes at the end got nothing yet.
    done() {
      for (const part of parts.slice(begun)) part.begin().done?.();
    },
  };
}
