/** The text of `pickletools.dis`: one line per opcode, indented between MARK and the opcode that removes it, with dis's checks. */
import { message, type Message, type Wording } from "#base/message.ts";
import type { Instruction, OpcodesRead } from "./read-opcodes.ts";
import { argumentRepr, plainText } from "./pickle-value.ts";

export interface Disassembly {
  readonly lines: readonly string[];
  /** The lines of the whole pickle. */
  readonly lineCount: number;
  /** The fault that dis finds; null if none. An unpickler may continue where dis does not. */
  readonly fault: Wording | null;
}

const INDENT = "    ";
const NAME_COLUMN = 10;

interface Options {
  /** Longer arguments are cut. */
  readonly maxArgumentCharacters?: number;
  readonly maxLines?: number;
  /** The deepest indentation. */
  readonly maxIndents?: number;
}

export function disassemble(
  { instructions, fault }: OpcodesRead,
  { maxArgumentCharacters, maxLines = Infinity, maxIndents = Infinity }: Options = {},
): Disassembly {
  const machine = new StackOutline();
  const lines: string[] = [];
  let highest = -1;
  let lineCount = 0;
  const add = (line: () => string): void => {
    lineCount += 1;
    if (lineCount <= maxLines) lines.push(line());
  };
  for (const instruction of instructions) {
    const { opcode, argument, offset } = instruction;
    highest = Math.max(highest, opcode.protocol);
    const depth = machine.depth;
    const { note, fault: wrong } = machine.step(instruction);
    add(() => {
      const indented = INDENT.repeat(Math.min(depth, maxIndents)) + opcode.name;
      const shown = argument === null ? "" : ` ${argumentRepr(argument, maxArgumentCharacters)}`;
      const more = shown + (note === null ? "" : ` ${note}`);
      const padding = more === "" ? "" : " ".repeat(Math.max(0, NAME_COLUMN - opcode.name.length));
      return `${String(offset).padStart(5)}: ${codeRepr(opcode.code).padEnd(4)} ${indented}${padding}${more}`;
    });
    if (wrong !== null) return { lines, lineCount, fault: wrong };
  }
  if (fault !== null) return { lines, lineCount, fault };
  add(() => `highest protocol among opcodes = ${highest}`);
  return { lines, lineCount, fault: machine.remains() };
}

function codeRepr(code: number): string {
  const character = String.fromCharCode(code);
  return code >= 32 && code < 127 ? character : `\\x${code.toString(16).padStart(2, "0")}`;
}

interface Step {
  /** What dis writes after the argument. */
  readonly note: string | null;
  readonly fault: Message | null;
}

/** The kinds of the values on the stack, as dis tracks them. */
class StackOutline {
  readonly #stack: string[] = [];
  /** Offsets of the MARKs on the stack. */
  readonly #marks: number[] = [];
  readonly #memo = new Map<number, string>();

  get depth(): number {
    return this.#marks.length;
  }

  remains(): Message | null {
    const { length: count } = this.#stack;
    if (count === 0) return null;
    return message`${count} more things are on the stack after STOP`;
  }

  step({ opcode, argument, offset }: Instruction): Step {
    const { name, before } = opcode;
    let { after } = opcode;
    let pops = before.length;
    let note: string | null = null;
    let fault: Message | null = null;
    if (before.includes("mark") || (name === "POP" && this.#stack.at(-1) === "mark")) {
      const mark = this.#marks.pop();
      // Another opcode may have removed it.
      const place = this.#stack.lastIndexOf("mark");
      if (mark === undefined || place < 0) {
        note = "no MARK exists on stack";
        fault = message`no MARK exists on stack`;
      } else {
        note = `(MARK at ${mark})`;
        this.#stack.length = place;
        pops = Math.max(0, before.indexOf("mark"));
      }
    }
    if (["PUT", "BINPUT", "LONG_BINPUT", "MEMOIZE"].includes(name)) {
      const key = name === "MEMOIZE" ? this.#memo.size : Number(argument);
      if (name === "MEMOIZE") note = `(as ${key})`;
      const top = this.#stack.at(-1);
      if (this.#memo.has(key)) fault = message`memo key ${plainText(argument)} is already defined`;
      else if (top === undefined) fault = message`the stack is empty, so nothing can be stored in the memo`;
      else if (top === "mark") fault = message`a MARK cannot be stored in the memo`;
      else this.#memo.set(key, top);
    } else if (["GET", "BINGET", "LONG_BINGET"].includes(name)) {
      const kept = this.#memo.get(Number(argument));
      if (kept === undefined) fault = message`memo key ${plainText(argument)} was never stored`;
      else after = [kept];
    }
    if (fault !== null) return { note, fault };
    if (this.#stack.length < pops) {
      return {
        note,
        fault: message`${name} takes ${pops} items from a stack that has only ${this.#stack.length}`,
      };
    }
    this.#stack.length -= pops;
    if (after.includes("mark")) this.#marks.push(offset);
    this.#stack.push(...after);
    return { note, fault: null };
  }
}
