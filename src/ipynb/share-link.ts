/** A small notebook in the fragment of an address: no server gets it, and opening it runs nothing. */
import { parseJson } from "#base/parse-json.ts";
import { plainName } from "#base/seen-text.ts";
import { chunksOf } from "#base/chunks-of.ts";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { Notebook } from "#notebook/cell.ts";
import { parseNotebook, toJson } from "#notebook/parse-notebook.ts";
import { SHARE_PREFIX } from "./share-fragment.ts";

/** Chat programs and mail cut longer addresses. */
const LONGEST_LINK = 16_000;
/** A link of that length holds a few hundred kilobytes of text at most; more is an attack. */
const LARGEST_NOTEBOOK_BYTES = 2 ** 20;

/**
 * The document without its outputs and without the rest of an .ipynb.
 * @param pageUrl the page's own address.
 * @throws AppError "unsupported" if the notebook is too long for a link, with what to do.
 */
export async function shareLink(notebook: Notebook, pageUrl: string): Promise<string> {
  const cells = notebook.cells.map(({ jupyter: _jupyter, ...cell }) => cell);
  const json = JSON.stringify(toJson({ id: "shared", title: notebook.title, cells }));
  const packed = await pipe(new TextEncoder().encode(json), new CompressionStream("deflate-raw"), Infinity);
  const url = new URL(pageUrl);
  url.hash = SHARE_PREFIX + toBase64Url(packed);
  if (url.href.length > LONGEST_LINK) {
    throw new AppError(
      "unsupported",
      message`This notebook is too long for a link: it would have ${url.href.length} characters, and at most ${LONGEST_LINK} arrive everywhere. Save it as .ipynb and send the file.`,
    );
  }
  return url.href;
}

/**
 * @param id the new document's.
 * @throws AppError "invalid-document" for a link that was cut or changed.
 */
export async function readShareFragment(fragment: string, id: string): Promise<Notebook> {
  try {
    const packed = fromBase64Url(fragment.slice(SHARE_PREFIX.length));
    const json = await pipe(packed, new DecompressionStream("deflate-raw"), LARGEST_NOTEBOOK_BYTES);
    const notebook = parseNotebook(parseJson(new TextDecoder("utf-8", { fatal: true }).decode(json)));
    return { ...notebook, id, title: plainName(notebook.title) };
  } catch (cause) {
    throw new AppError(
      "invalid-document",
      message`This link is incomplete: part of it may have been cut off. Ask for the link again, or for the .ipynb file.`,
      { cause },
    );
  }
}

/** @throws AppError "invalid-document" beyond `mostBytes`. */
async function pipe(
  bytes: Uint8Array<ArrayBuffer>,
  through: CompressionStream | DecompressionStream,
  mostBytes: number,
): Promise<Uint8Array<ArrayBuffer>> {
  const chunks: Uint8Array<ArrayBuffer>[] = [];
  let length = 0;
  for await (const chunk of chunksOf(new Blob([bytes]).stream().pipeThrough(through))) {
    length += chunk.length;
    if (length > mostBytes) throw new AppError("invalid-document", message`More than ${mostBytes} bytes.`);
    chunks.push(chunk);
  }
  return new Uint8Array(await new Blob(chunks).arrayBuffer());
}

function toBase64Url(bytes: Uint8Array): string {
  let binary = "";
  for (const byte of bytes) binary += String.fromCodePoint(byte);
  return btoa(binary).replaceAll("+", "-").replaceAll("/", "_").replaceAll("=", "");
}

function fromBase64Url(text: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    atob(text.replaceAll("-", "+").replaceAll("_", "/")),
    (char) => char.codePointAt(0) ?? 0,
  );
}
