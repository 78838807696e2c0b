/** What PyYAML refuses although js-yaml reads it (yaml/reader.py and yaml/scanner.py of PyYAML 6). */
import {
  COLLECTION_STYLE,
  type Event,
  EVENT_ID,
  type MappingEvent,
  SCALAR_STYLE,
  type ScalarEvent,
} from "js-yaml";
import { message, type Message } from "./message.ts";

/** The longest key without a "?". */
const MAX_KEY_CHARACTERS = 1024;
/** Includes Unicode's line breaks: PyYAML ends lines there, js-yaml does not, and PyYAML itself writes them escaped. */
const NOT_PRINTABLE = /[^\t\n\r\u0020-\u007e\u00a0-\u2027\u202a-\ud7ff\ue000-\ufffd\u{10000}-\u{10ffff}]/u;

interface Fault {
  readonly reason: Message;
  readonly offset: number;
}

/** @param events of `text`. */
export function pyyamlFault(text: string, events: readonly Event[]): Fault | null {
  const character = NOT_PRINTABLE.exec(text);
  if (character) {
    const code = (character[0].codePointAt(0) ?? 0).toString(16).padStart(4, "0");
    return { reason: message`the character U+${code} may not stand here`, offset: character.index };
  }
  return (
    keyFault(text, events) ??
    tabFault(text, events) ??
    anchorFault(text, events) ??
    flowFault(text, events) ??
    blockFault(text, events) ??
    intFault(text, events) ??
    dateFault(text, events)
  );
}

/** yaml/resolver.py: a date has two digits each, one with a time may have fewer. */
const DATE = /^\d{4}-\d\d-\d\d$/;
const TIME =
  /^(\d{4})-(\d\d?)-(\d\d?)(?:(?:[Tt]|[ \t]+)(\d\d?):(\d\d):(\d\d)(?:\.\d*)?(?:[ \t]*(?:Z|[-+](\d\d?)(?::(\d\d))?))?)?$/;
const LONGEST_TIME = 100;

/** yaml/constructor.py makes Python's dates, which know the calendar. */
function dateFault(text: string, events: readonly Event[]): Fault | null {
  for (const event of events) {
    if (event.type !== EVENT_ID.SCALAR || event.valueEnd - event.valueStart > LONGEST_TIME) continue;
    if (!canBe("timestamp", event, text)) continue;
    const value = text.slice(event.valueStart, event.valueEnd);
    const parts = TIME.exec(value);
    if (parts === null || (parts[4] === undefined && !DATE.test(value))) continue;
    if (!isPythonTime(parts.slice(1).map((part) => Number(part ?? 0))))
      return { reason: message`there is no date ${value}`, offset: event.valueStart };
  }
  return null;
}

function isPythonTime([
  year = 0,
  month = 0,
  day = 0,
  hour = 0,
  minute = 0,
  second = 0,
  zoneHours = 0,
  zoneMinutes = 0,
]: readonly number[]): boolean {
  const daysOfMonth = new Date(Date.UTC(2000 + (year % 400), month, 0)).getUTCDate();
  const isDate = year >= 1 && month >= 1 && month <= 12 && day >= 1 && day <= daysOfMonth;
  return isDate && hour < 24 && minute < 60 && second < 60 && zoneHours * 60 + zoneMinutes < 24 * 60;
}

/** By its tag; without one, a value of this type has no quotes. */
function canBe(type: "int" | "timestamp", event: ScalarEvent, text: string): boolean {
  const tag = event.tagStart < 0 ? "!" : text.slice(event.tagStart, event.tagEnd);
  return tag === "!" ? event.style === SCALAR_STYLE.PLAIN : tag.includes(type);
}

/** yaml/resolver.py, with floats of base 60. */
const INT =
  /^[-+]?(?:0b[01_]+|0x[\da-fA-F_]+|0[0-7_]+|[1-9][\d_]*(?::[0-5]?\d)*|\d[\d_]*(?::[0-5]?\d)+\.[\d_]*)$/;
/** Longer ones are more than a number holds. Python reads decimal ones of up to 4300 digits. */
const MOST_INT_CHARACTERS = 250;

function intFault(text: string, events: readonly Event[]): Fault | null {
  for (const event of events) {
    if (event.type !== EVENT_ID.SCALAR || event.valueEnd - event.valueStart <= MOST_INT_CHARACTERS) continue;
    if (!canBe("int", event, text)) continue;
    if (INT.test(text.slice(event.valueStart, event.valueEnd)))
      return {
        reason: message`such numbers are read up to ${MOST_INT_CHARACTERS} characters, and this one has ${event.valueEnd - event.valueStart}`,
        offset: event.valueStart,
      };
  }
  return null;
}

/** yaml/scanner.py: within brackets and braces, each ":" and "?" before a text is a mark. */
function flowFault(text: string, events: readonly Event[]): Fault | null {
  const open: boolean[] = [];
  for (const event of events) {
    if (event.type === EVENT_ID.POP) open.pop();
    else if (event.type === EVENT_ID.MAPPING || event.type === EVENT_ID.SEQUENCE)
      open.push(event.style === COLLECTION_STYLE.FLOW);
    else if (event.type === EVENT_ID.DOCUMENT) open.push(false);
    else if (event.type === EVENT_ID.SCALAR && event.style === SCALAR_STYLE.PLAIN && open.at(-1) === true) {
      const first = event.valueStart < 0 ? undefined : text[event.valueStart];
      if (first === ":" || first === "?")
        return {
          reason: message`a text in brackets may not begin with ${first}`,
          offset: event.valueStart,
        };
      const colon = /:[,[\]{}?]/.exec(text.slice(event.valueStart, event.valueEnd + 1));
      if (colon)
        return {
          reason: message`a text in brackets may not have ${colon[0]}`,
          offset: event.valueStart + colon.index,
        };
    }
  }
  return null;
}

/** yaml/scanner.py: the lines of a block text are indented, also where it is the whole document. */
function blockFault(text: string, events: readonly Event[]): Fault | null {
  for (const event of events) {
    if (event.type !== EVENT_ID.SCALAR || event.indent !== 0) continue;
    const isBlock = event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;
    if (isBlock && /[^\n\r]/.test(text.slice(event.valueStart, event.valueEnd)))
      return { reason: message`the text after | or > has to be indented`, offset: event.valueStart };
  }
  return null;
}

/** Letters, digits, "-" and "_" (yaml/scanner.py); js-yaml accepts other characters too. */
const ANCHOR = /^[\w-]+$/;

/** yaml/composer.py: another node with the same name would change the meaning of a later alias. */
function anchorFault(text: string, events: readonly Event[]): Fault | null {
  const anchors = new Set<string>();
  for (const event of events) {
    if (!("anchorStart" in event) || event.anchorStart < 0) continue;
    const name = text.slice(event.anchorStart, event.anchorEnd);
    if (!ANCHOR.test(name)) {
      return {
        reason: message`an anchor may have letters, digits, - and _ only, and is called ${name}`,
        offset: event.anchorStart,
      };
    }
    if (event.type === EVENT_ID.ALIAS) continue;
    if (anchors.has(name))
      return { reason: message`the anchor ${name} stands twice`, offset: event.anchorStart };
    anchors.add(name);
  }
  return null;
}

function keyFault(text: string, events: readonly Event[]): Fault | null {
  /** For each open mapping whether a key comes next; null if it is not a mapping. */
  const open: (boolean | null)[] = [];
  const next = (): void => {
    const isKey = open.at(-1) ?? null;
    if (isKey !== null) open[open.length - 1] = !isKey;
  };
  let end = 0;
  for (const event of events) {
    if (event.type === EVENT_ID.POP) {
      open.pop();
      next();
    } else if (event.type === EVENT_ID.SCALAR) {
      if (open.at(-1) === true) {
        const key = text.slice(event.valueStart, event.valueEnd);
        if (key.length > MAX_KEY_CHARACTERS || key.includes("\n")) {
          const reason = message`a key should stand on one line, with at most ${MAX_KEY_CHARACTERS} characters`;
          return { reason, offset: event.valueStart };
        }
        if (event.valueStart < 0) return { reason: message`a key is missing before a colon`, offset: end };
      }
      end = Math.max(end, event.valueEnd);
      next();
    } else if (event.type === EVENT_ID.ALIAS) next();
    else if (open.at(-1) === false && isBlockMapping(event) && !/[\n\r]/.test(text.slice(end, event.start)))
      return { reason: message`a mapping has to begin on a line of its own`, offset: event.start };
    else open.push(event.type === EVENT_ID.MAPPING ? true : null);
  }
  return null;
}

function isBlockMapping(event: Event): event is MappingEvent & { readonly style: 1 } {
  return event.type === EVENT_ID.MAPPING && event.style === COLLECTION_STYLE.BLOCK;
}

/** A tab can be in quotes, in block texts and in comments. */
function tabFault(text: string, events: readonly Event[]): Fault | null {
  const quoted = events.filter(
    (event): event is ScalarEvent => event.type === EVENT_ID.SCALAR && event.style !== SCALAR_STYLE.PLAIN,
  );
  let before = 0;
  for (let tab = text.indexOf("\t"); tab >= 0; tab = text.indexOf("\t", tab + 1)) {
    while (before < quoted.length && (quoted[before]?.valueEnd ?? 0) < tab) before += 1;
    const around = quoted[before];
    if (around && around.valueStart <= tab) {
      tab = around.valueEnd - 1;
      continue;
    }
    if (isInComment(text, tab)) {
      tab = Math.max(tab, text.indexOf("\n", tab) - 1);
      continue;
    }
    return { reason: message`a tab may stand in quoted texts only`, offset: tab };
  }
  return null;
}

function isInComment(text: string, offset: number): boolean {
  return /(?:^|[ \t])#/.test(text.slice(text.lastIndexOf("\n", offset) + 1, offset));
}
