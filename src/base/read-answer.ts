/** Reads what a server answers, up to a limit: a server that is broken or hostile may send for ever. */
import { readBlob } from "./read-blob.ts";

/**
 * @param tooLong makes the error for an answer of more bytes; the connection is then closed.
 * @throws what `tooLong` makes, and what `fetch` throws where the connection breaks.
 */
export async function bytesUpTo(
  { body }: Response,
  mostBytes: number,
  tooLong: () => Error,
): Promise<Uint8Array<ArrayBuffer>> {
  if (body === null) return new Uint8Array();
  const blob = await readBlob(body, (loadedBytes) => {
    if (loadedBytes > mostBytes) throw tooLong();
  });
  return new Uint8Array(await blob.arrayBuffer());
}

/** As `Response.text()`, up to a limit. Errors as `bytesUpTo`. */
export async function textUpTo(response: Response, mostBytes: number, tooLong: () => Error): Promise<string> {
  return new TextDecoder().decode(await bytesUpTo(response, mostBytes, tooLong));
}
