/**
 * What the page says, written in English beside its cause. The English is also what a translation is found by, so nothing but
 * the sentence is written where it is said; `components/texts/de/messages` holds the German.
 */
import { isRecord } from "./record.ts";
import { own } from "./own.ts";

export interface Message {
  /** "{0} has {1} bytes.": a number stands for the value in its place. */
  readonly template: string;
  readonly values: readonly MessageValue[];
  /** Where a sentence begins with it. */
  readonly isCapitalised?: true;
}

/** A message as a value is translated for itself: one of several clauses, or a sentence beside others. */
export type MessageValue = string | number | Message;

/** What a person reads: a message, or words that are not the page's own, such as a library's, which stay as they are. */
export type Wording = string | Message;

/** Translations by their templates. */
export type Catalog = Readonly<Record<string, string>>;

/** `message\`${path} is missing.\`` is the template "{0} is missing." and its value: plain data, which crosses to workers. */
export function message(texts: TemplateStringsArray, ...values: MessageValue[]): Message {
  return { template: texts.reduce((template, text, place) => `${template}{${place - 1}}${text}`), values };
}

/** Sentences (" ") or parts of one (", "), one after the other; what stands between them is the same in every language. */
export function joined(parts: readonly MessageValue[], between: string): Message {
  return { template: parts.map((_, place) => `{${place}}`).join(between), values: parts };
}

/** A member of what stands at `where` in a document. */
export function within(where: MessageValue, member: MessageValue): Message {
  return joined([where, member], ": ");
}

/** A clause where a sentence begins with it. What begins with a value, such as a path, keeps its letters. */
export function capitalised(clause: Message): Message {
  return { ...clause, isCapitalised: true };
}

export function english(wording: Wording): string {
  return translated(wording, {});
}

/** In the catalog's language; in English what it lacks. */
export function translated(wording: MessageValue, catalog: Catalog): string {
  if (typeof wording !== "object") return String(wording);
  const { template, values, isCapitalised } = wording;
  const said = own(catalog, template) ?? template;
  const text = said.replace(/\{(\d+)\}/g, (placeholder, place: string) =>
    translated(values[Number(place)] ?? placeholder, catalog),
  );
  return isCapitalised && !said.startsWith("{") ? text.slice(0, 1).toUpperCase() + text.slice(1) : text;
}

/** For what comes from a file. */
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
