/** What a file is, as far as its beginning tells: for messages about one that was expected to be something else. */
import { jsonErrorPlace } from "./json-error-place.ts";
import { message, type Message } from "./message.ts";

const LONGEST_QUOTE = 40;

/** @param text the file read as UTF-8, or its beginning. */
export function foundIn(text: string): Message {
  const start = text.replace(/^\uFEFF/, "").trimStart();
  if (start === "") return message`nothing: it is empty`;
  if (/^<(?:!doctype\s+html|html|head|body)\b/i.test(start)) return message`a web page (HTML)`;
  if (start.startsWith("<")) return message`an XML document`;
  if (start.startsWith("PK\u0003\u0004")) return message`a zip`;
  if (start.startsWith("%PDF-")) return message`a PDF`;
  if (text.includes("\0") || text.includes("\uFFFD")) return message`data that is no text`;
  return message`the text “${quote(start)}”`;
}

/** The same of a text that is not JSON: one that begins as JSON tells where it stops being so. */
export function foundInsteadOfJson(text: string): Message {
  const place = /^\s*[[{]/.test(text) ? jsonErrorPlace(text) : null;
  return place ? message`JSON with a fault in line ${place.line}, column ${place.column}` : foundIn(text);
}

function quote(text: string): string {
  const line = text.split("\n", 1)[0]?.trim() ?? "";
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line;
}
