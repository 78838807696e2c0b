/** Reads untrusted YAML as PyYAML's safe_load does, within limits. */
import {
  CHOMPING_STRIP,
  constructFromEvents,
  defineScalarTag,
  type Event,
  EVENT_ID,
  floatYaml11Tag,
  NOT_RESOLVED,
  parseEvents,
  SCALAR_STYLE,
  YAML11_SCHEMA,
  YAMLException,
} from "js-yaml";
import { AppError } from "./errors.ts";
import { message, type Message, type Wording } from "./message.ts";
import { pyyamlFault } from "./pyyaml-strictness.ts";
import { placeAt, type TextPlace } from "./text-place.ts";

/** In UTF-16 units. MLflow's files have a few kilobytes. */
export const MAX_YAML_CHARACTERS = 2 ** 21;
const MAX_DEPTH = 100;
const MAX_ALIASES = 100;
const MAX_MERGED_KEYS = 1000;
/** Counts each alias as the node that it stands for. */
const MAX_NODES = 100_000;

/** YAML 1.1 also has y and n; PyYAML reads them as text. */
const PYYAML_BOOL = defineScalarTag("tag:yaml.org,2002:bool", {
  implicit: true,
  resolve: (source) => {
    if (/^(?:yes|Yes|YES|true|True|TRUE|on|On|ON)$/.test(source)) return true;
    return /^(?:no|No|NO|false|False|FALSE|off|Off|OFF)$/.test(source) ? false : NOT_RESOLVED;
  },
  identify: () => false,
});
/** yaml/resolver.py: ".5" has no sign, and an exponent has one. */
const PYYAML_FLOAT_TEXT =
  /^(?:[-+]?[0-9][0-9_]*\.[0-9_]*(?:[eE][-+][0-9]+)?|\.[0-9][0-9_]*(?:[eE][-+][0-9]+)?|[-+]?[0-9][0-9_]*(?::[0-5]?[0-9])+\.[0-9_]*|[-+]?\.(?:inf|Inf|INF)|\.(?:nan|NaN|NAN))$/;
const PYYAML_FLOAT = defineScalarTag("tag:yaml.org,2002:float", {
  ...floatYaml11Tag,
  resolve: (source, isExplicit, tagName) => {
    const isFloat = PYYAML_FLOAT_TEXT.test(source);
    const value = isExplicit || isFloat ? floatYaml11Tag.resolve(source, isExplicit, tagName) : NOT_RESOLVED;
    // js-yaml leaves a float that is too large a text.
    if (value !== NOT_RESOLVED || !isFloat) return value;
    return source.startsWith("-") ? -Infinity : Infinity;
  },
});
const PYYAML_SCHEMA = YAML11_SCHEMA.withTags(PYYAML_BOOL, PYYAML_FLOAT);

/**
 * As safe_load, refuses tags that make Python objects. Stricter than PyYAML: refuses duplicate keys in a mapping.
 * @param what the file's name, for the message.
 * @returns null for an empty file.
 * @throws AppError "invalid-config" with the line and column; "over-limit".
 */
export function readYaml(text: string, what: string): unknown {
  if (text.length > MAX_YAML_CHARACTERS) {
    throw overLimit(what, message`${text.length} characters, and at most ${MAX_YAML_CHARACTERS} are read`);
  }
  try {
    const events = parseEvents(text, { maxDepth: MAX_DEPTH }).map((event) =>
      withoutAddedLineEnd(event, text),
    );
    if (events.length > MAX_NODES) {
      throw overLimit(what, message`more than ${MAX_NODES} values`);
    }
    const second = startOfSecondDocument(events);
    if (second !== null) {
      throw invalid(what, message`a second document begins, and one is expected`, placeAt(text, second));
    }
    const fault = pyyamlFault(text, events);
    if (fault !== null) throw invalid(what, fault.reason, placeAt(text, fault.offset));
    const [root = null] = constructFromEvents(events, {
      source: text,
      schema: PYYAML_SCHEMA,
      maxAliases: MAX_ALIASES,
      maxTotalMergeKeys: MAX_MERGED_KEYS,
    });
    checkExpanded(root, what);
    return root;
  } catch (thrown) {
    if (!(thrown instanceof YAMLException)) throw thrown;
    const { reason, mark } = thrown;
    if (/^(?:nesting|merge keys|aliases)\b.*\b(?:max|exceeded)/i.test(reason)) throw overLimit(what, reason);
    throw invalid(what, reason, mark ? { line: mark.line + 1, column: mark.column + 1 } : null);
  }
}

/** js-yaml ends a block text with a line end where the file itself has none. */
function withoutAddedLineEnd(event: Event, text: string): Event {
  if (event.type !== EVENT_ID.SCALAR || event.valueEnd < text.length || /[\n\r]$/.test(text)) return event;
  const isBlock = event.style === SCALAR_STYLE.LITERAL_BLOCK || event.style === SCALAR_STYLE.FOLDED_BLOCK;
  return isBlock ? { ...event, chomping: CHOMPING_STRIP } : event;
}

function startOfSecondDocument(events: readonly Event[]): number | null {
  const isDocument = ({ type }: Event): boolean => type === EVENT_ID.DOCUMENT;
  const second = events.findIndex((event, at) => at > 0 && isDocument(event));
  for (const event of second < 0 ? [] : events.slice(second)) {
    if ("valueStart" in event) return event.valueStart;
    if ("start" in event) return event.start;
  }
  return second < 0 ? null : 0;
}

/** Shared nodes count each time they are reached, as for any code that reads the value. */
function checkExpanded(root: unknown, what: string): void {
  const known = new Map<object, { nodes: number; depth: number } | "open">();
  const measure = (value: unknown): { nodes: number; depth: number } => {
    if (typeof value !== "object" || value === null) return { nodes: 1, depth: 0 };
    const before = known.get(value);
    if (before === "open") throw overLimit(what, message`a value that holds itself`);
    if (before) return before;
    known.set(value, "open");
    const size = { nodes: 1, depth: 0 };
    for (const member of ArrayBuffer.isView(value) ? [] : Object.values(value)) {
      const inside = measure(member);
      size.nodes += inside.nodes;
      size.depth = Math.max(size.depth, inside.depth + 1);
    }
    known.set(value, size);
    if (size.nodes > MAX_NODES) throw overLimit(what, message`more than ${MAX_NODES} values by its aliases`);
    if (size.depth > MAX_DEPTH) throw overLimit(what, message`more than ${MAX_DEPTH} levels by its aliases`);
    return size;
  };
  measure(root);
}

function invalid(what: string, reason: Wording, place: TextPlace | null): AppError {
  return new AppError(
    "invalid-config",
    place
      ? message`${what} is not valid YAML, in line ${place.line}, column ${place.column}: ${reason}. Repair that line, or replace the file with the original one.`
      : message`${what} is not valid YAML: ${reason}. Replace the file with the original one.`,
  );
}

function overLimit(what: string, found: Wording | Message): AppError {
  return new AppError(
    "over-limit",
    message`${what} is too much to read: it has ${found}. A real one is far smaller; replace the file with the original one.`,
  );
}
