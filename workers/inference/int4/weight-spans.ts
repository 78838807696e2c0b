import type { PutBytes } from "./tensor-reader.ts";

/** A connection is asked for so much at once: what one is late with, the others take over. */
const spanBytes = 64 * 2 ** 20;
/** Between tensors; what is longer is not read. */
const mostGapBytes = 2 ** 20;

/** Bytes [start, end) of a file, and what takes them. */
export interface Part {
  readonly start: number;
  readonly end: number;
  /** Called when it is its turn; `done` when all bytes are put. */
  readonly begin: () => { readonly put: PutBytes; readonly done?: () => void };
  /** Whether the bytes from some offset on can be put without those before. */
  readonly isDivisible: boolean;
}

/** Parts in the order in which they lie in the file, to be read in one go. They do not overlap. */
export interface Span {
  readonly start: number;
  readonly end: number;
  readonly parts: readonly Part[];
}

/** Each byte of each part is in one span; spans are in the order of the file, and of about the same length. */
export function cutIntoSpans(parts: readonly Part[], mostBytes = spanBytes): Span[] {
  const spans: { start: number; end: number; parts: Part[] }[] = [];
  const inOrder = parts.flatMap((part) => divide(part, mostBytes)).toSorted((a, b) => a.start - b.start);
  for (const part of inOrder) {
    const last = spans.at(-1);
    const follows =
      last !== undefined &&
      part.start >= last.end &&
      part.start - last.end <= mostGapBytes &&
      part.end - last.start <= mostBytes;
    if (follows) {
      last.parts.push(part);
      last.end = part.end;
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

/** @returns what takes a span's bytes in order, and gives each part its own. */
export function putInto({ start, parts }: Span): { readonly put: PutBytes; readonly done: () => void } {
  const waiting = parts.values();
  const next = (): { readonly part: Part; readonly taker: ReturnType<Part["begin"]> } | null => {
    const { value: part } = waiting.next();
    return part === undefined ? null : { part, taker: part.begin() };
  };
  let current = next();
  return {
    put(bytes, offset) {
      const from = start + offset;
      const to = from + bytes.length;
      while (current !== null && current.part.start < to) {
        const { part, taker } = current;
        const own = bytes.subarray(Math.max(part.start - from, 0), part.end - from);
        if (own.length > 0) taker.put(own, Math.max(from - part.start, 0));
        if (part.end > to) return;
        taker.done?.();
        current = next();
      }
    },
    // Parts without a byte at the end have had none put.
    done() {
      while (current !== null) {
        current.taker.done?.();
        current = next();
      }
    },
  };
}
