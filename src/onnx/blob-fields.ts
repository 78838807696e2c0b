import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import {
  damaged,
  type FieldHeader,
  maxFieldHeaderBytes,
  readFieldHeader,
  readIntegers,
  readText,
} from "./wire.ts";

/** Bytes per read: enough for hundreds of field headers, small beside a tensor. */
const windowBytes = 64 * 1024;

/** Something that can be read in parts: a Blob, or a file on a server that answers ranges. */
export interface SlicedFile {
  readonly size: number;
  slice(start: number, end: number): { arrayBuffer(): Promise<ArrayBuffer> };
}

/** A field of a message in a file. Offsets count from the start of the file. */
export type BlobField = FieldHeader;

/** Walks a protobuf message in a file, without reading the values that are not needed. */
export class BlobFields {
  readonly #blob: SlicedFile;
  #window = new Uint8Array();
  #windowStart = 0;

  constructor(blob: SlicedFile) {
    this.#blob = blob;
  }

  /**
   * The fields of the message at [start, end), in order.
   * @throws AppError "invalid-model" if the file ends before the message, or the bytes are not protobuf.
   */
  async *fields(start: number, end: number): AsyncGenerator<BlobField> {
    let position = start;
    while (position < end) {
      await this.#cover(position, Math.min(position + maxFieldHeaderBytes, end));
      const header = readFieldHeader(this.#window, position - this.#windowStart, this.#windowStart);
      const field = {
        ...header,
        valueStart: header.valueStart + this.#windowStart,
        end: header.end + this.#windowStart,
      };
      if (field.end > this.#blob.size) throw cutShort(field.end, this.#blob.size);
      if (field.end > end)
        throw damaged(position, message`a field that ends ${field.end - end} bytes beyond its message`);
      yield field;
      position = field.end;
    }
  }

  /** @param maxBytes the largest size of such a value. */
  async bytes(field: BlobField, maxBytes: number): Promise<Uint8Array> {
    const length = field.end - field.valueStart;
    if (length > maxBytes) {
      throw damaged(field.valueStart, message`${length} bytes where at most ${maxBytes} are expected`);
    }
    await this.#cover(field.valueStart, field.end);
    const start = field.valueStart - this.#windowStart;
    return this.#window.subarray(start, start + length);
  }

  /** @throws AppError "invalid-model" for text that is not UTF-8, or longer than `maxBytes`. */
  async text(field: BlobField, maxBytes: number): Promise<string> {
    return readText({ ...field, bytes: await this.bytes(field, maxBytes) }, field.valueStart);
  }

  /** The numbers of a repeated integer field, packed or one per field. */
  async integers(field: BlobField, maxBytes: number): Promise<number[]> {
    const bytes = field.wireType === "bytes" ? await this.bytes(field, maxBytes) : new Uint8Array();
    return [...readIntegers({ ...field, bytes }, field.valueStart)];
  }

  /** Makes the window hold [start, end). */
  async #cover(start: number, end: number): Promise<void> {
    const windowEnd = this.#windowStart + this.#window.length;
    if (start >= this.#windowStart && end <= windowEnd) return;
    const slice = this.#blob.slice(start, Math.min(Math.max(end, start + windowBytes), this.#blob.size));
    this.#window = new Uint8Array(await slice.arrayBuffer());
    this.#windowStart = start;
  }
}

function cutShort(expectedBytes: number, foundBytes: number): AppError {
  return new AppError(
    "invalid-model",
    message`The ONNX file is cut short: expected at least ${expectedBytes} bytes, found ${foundBytes}. Copy or download the file again.`,
    { details: { expectedBytes, foundBytes } },
  );
}
