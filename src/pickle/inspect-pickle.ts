/** Everything that can be said about a pickle without loading it. */
import { type Message, message, type Wording } from "#base/message.ts";
import { disassemble } from "./disassemble.ts";
import { type ImportConcern, knownName } from "./known-names.ts";
import { type OpcodesRead, readOpcodes } from "./read-opcodes.ts";
import { type PickleCall, type PickleImport, PickleTracer, type PickleTrace } from "./trace-pickle.ts";

export interface JudgedImport extends PickleImport {
  readonly concern: ImportConcern;
  /** A sentence without its subject. */
  readonly does: Message;
}

export interface PickleReport {
  /** From the PROTO opcode; 0 or 1 if there is none. */
  readonly protocol: number;
  readonly opcodeCount: number;
  /** Each name once, the most dangerous first. If there are very many, only the first ones. */
  readonly imports: readonly JudgedImport[];
  readonly importCount: number;
  /** The first ones. */
  readonly calls: readonly PickleCall[];
  readonly callCount: number;
  readonly result: string | null;
  /** `pickletools.dis`, with long arguments cut. */
  readonly lines: readonly string[];
  /** The number of lines of the whole pickle; `lines` are the first of them. */
  readonly lineCount: number;
  /** Damage, or what could not be followed. The lists hold what comes before it. */
  readonly fault: Wording | null;
  /** After the end, where Python does not read. */
  readonly trailingBytes: number;
}

const MAX_ARGUMENT_CHARACTERS = 120;
/** What a page can lay out without a pause. */
const MAX_LINES = 3000;
const MAX_INDENTS = 60;
/** pickle.HIGHEST_PROTOCOL of every Python since 3.8. */
const HIGHEST_PROTOCOL = 5;
const MAX_IMPORTS = 500;
const ORDER: readonly ImportConcern[] = ["dangerous", "code", "unknown", "known"];

/** Executes nothing, and never throws because of the bytes. */
export function inspectPickle(bytes: Uint8Array): PickleReport {
  const { read, trace } = follow(bytes);
  const { lines, lineCount, fault } = disassemble(read, {
    maxArgumentCharacters: MAX_ARGUMENT_CHARACTERS,
    maxLines: MAX_LINES,
    maxIndents: MAX_INDENTS,
  });
  const first = read.instructions[0];
  const names = new Map<string, JudgedImport>();
  for (const found of trace.imports) {
    const key = `${found.module} ${found.name}`;
    if (!names.has(key)) names.set(key, { ...found, ...knownName(found.module, found.name) });
  }
  return {
    protocol:
      first?.opcode.name === "PROTO"
        ? Number(first.argument)
        : Math.max(0, ...new Set(read.instructions.map(({ opcode }) => opcode.protocol))),
    opcodeCount: read.instructions.length,
    imports: [...names.values()]
      .toSorted((a, b) => ORDER.indexOf(a.concern) - ORDER.indexOf(b.concern))
      .slice(0, MAX_IMPORTS),
    importCount: names.size,
    calls: trace.calls,
    callCount: trace.callCount,
    result: trace.result,
    lines,
    lineCount,
    fault: read.fault ?? trace.fault ?? unknownProtocol(read) ?? fault,
    trailingBytes: read.trailingBytes,
  };
}

/** Python stops there. What follows is listed all the same: a later Python may read it. */
function unknownProtocol({ instructions }: OpcodesRead): Message | null {
  const found = instructions.find(
    ({ opcode, argument }) => opcode.name === "PROTO" && Number(argument) > HIGHEST_PROTOCOL,
  );
  return found === undefined
    ? null
    : message`byte ${found.offset} asks for the pickle protocol ${Number(found.argument)}; Python reads up to ${HIGHEST_PROTOCOL}`;
}

interface Followed {
  readonly read: OpcodesRead;
  readonly trace: PickleTrace;
}

/**
 * Read as joblib does, if that differs. `pickle.load` would read the arrays' bytes as opcodes. If these import anything by a literal
 * name, they are not numbers, and the pickle is read as pickle.load does.
 */
function follow(bytes: Uint8Array): Followed {
  let hasArrays = false;
  const joblib = new PickleTracer();
  const read = readOpcodes(bytes, (instruction) => {
    const array = joblib.follow(instruction);
    if (array !== null) hasArrays = true;
    return array;
  });
  if (!hasArrays) return { read, trace: joblib.trace };
  const plain = new PickleTracer();
  const readPlainly = readOpcodes(bytes, (instruction) => {
    plain.follow(instruction);
    return null;
  });
  const offsets = new Set(read.instructions.map(({ offset }) => offset));
  const hidden = plain.trace.imports.some(
    ({ module, name, offset }) => !offsets.has(offset) && isWritten(module, name),
  );
  return hidden ? { read: readPlainly, trace: plain.trace } : { read, trace: joblib.trace };
}

/** A literal name, not one computed by the pickle (see `trace-pickle.ts`). */
function isWritten(module: string, name: string): boolean {
  return !module.startsWith("<") && !name.startsWith("<");
}
