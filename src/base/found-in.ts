/** Guesses what a file is from its beginning, for messages about a file of the wrong kind. */
import { jsonErrorPlace } from "./json-error-place.ts";
import { message, type Message } from "./message.ts";

const LONGEST_QUOTE = 40;

/** @param text the file as UTF-8, or its beginning. */
export function foundIn(text: string): Message {
  const start = text.replace(/^\uFEFF/, "").trimStart();
  if (start === "") return message`nothing: it is empty`;
  if (/^<(?:!doctype\s+html|html|head|body)\b/i.test(start)) return message`a web page (HTML)`;
  if (start.startsWith("<")) return message`an XML document`;
  if (start.startsWith("PK\u0003\u0004")) return message`a zip`;
  if (start.startsWith("%PDF-")) return message`a PDF`;
  if (text.includes("\0") || text.includes("\uFFFD")) return message`data that is not text`;
  return message`the text “${quote(start)}”`;
}

/** The same for text that is not valid JSON: if it begins like JSON, says where it stops being valid. */
export function foundInsteadOfJson(text: string): Message {
  const place = /^\s*[[{]/.test(text) ? jsonErrorPlace(text) : null;
  return place ? message`JSON with a fault in line ${place.line}, column ${place.column}` : foundIn(text);
}

function quote(text: string): string {
  const line = text.split("\n", 1)[0]?.trim() ?? "";
  return line.length > LONGEST_QUOTE ? `${line.slice(0, LONGEST_QUOTE)}…` : line;
}
