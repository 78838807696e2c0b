/**
 * What the page says, written in English where it arises. The English is also the key of its translations, so only the sentence is
 * written there; `components/texts/de/messages` holds the German.
 */
import { isRecord } from "./record.ts";
import { own } from "./own.ts";
import { withTurnsSeen } from "./seen-text.ts";

/** A sentence that can be translated, and the values in it. */
export interface Message {
  /** "{0} has {1} bytes.": a number marks the place of a value. */
  readonly template: string;
  readonly values: readonly MessageValue[];
  /** If a sentence begins with it. */
  readonly isCapitalised?: true;
}

/** A message as a value is translated separately: one of several clauses, or a sentence next to others. */
export type MessageValue = string | number | Message;

/** What a person reads: a message, or words that are not the page's own, such as a library's, which are not translated. */
export type Wording = string | Message;

/** Translations by template. */
export type Catalog = Readonly<Record<string, string>>;

/** `message\`${path} is missing.\`` is the template "{0} is missing." and its value: plain data, which can go to workers. */
export function message(texts: TemplateStringsArray, ...values: MessageValue[]): Message {
  return { template: texts.reduce((template, text, place) => `${template}{${place - 1}}${text}`), values };
}

/** Joins sentences (" ") or clauses (", "). The separator is the same in every language. */
export function joined(parts: readonly MessageValue[], between: string): Message {
  return { template: parts.map((_, place) => `{${place}}`).join(between), values: parts };
}

/** A member of the object at `where` in a document. */
export function within(where: MessageValue, member: MessageValue): Message {
  return joined([where, member], ": ");
}

/** A clause at the start of a sentence. If it begins with a value, such as a path, the letters stay as they are. */
export function capitalised(clause: Message): Message {
  return { ...clause, isCapitalised: true };
}

/** A message's sentence in English; other words as they are. */
export function english(wording: Wording): string {
  return translated(wording, {});
}

/** In the catalog's language; in English what it lacks. */
export function translated(wording: MessageValue, catalog: Catalog): string {
  // A value can be anyone's words, such as the name of a file, and should not turn the sentence around.
  if (typeof wording !== "object") return withTurnsSeen(String(wording));
  const { template, values, isCapitalised } = wording;
  const said = own(catalog, template) ?? template;
  const text = said.replace(/\{(\d+)\}/g, (placeholder, place: string) =>
    translated(values[Number(place)] ?? placeholder, catalog),
  );
  return isCapitalised && !said.startsWith("{") ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;
}

/** For messages about a file. */
export function isWording(value: unknown): value is Wording {
  return typeof value === "string" || isMessage(value);
}

export function isMessage(value: unknown): value is Message {
  if (!isRecord(value)) return false;
  const { template, values } = value;
  return (
    typeof template === "string" &&
    Array.isArray(values) &&
    values.every((each) => typeof each === "number" || isWording(each))
  );
}
