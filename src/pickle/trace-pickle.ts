/**
 * What a pickle would import and call when it is loaded, found by following its stack and its memo with stand-ins for
 * the values (the load_* methods of Lib/pickle.py, CPython). Nothing is imported and nothing is called.
 */
import { own } from "#base/own.ts";
import { WordedError } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import type { Instruction } from "./read-opcodes.ts";
import { argumentRepr, plainText, type PickleArgument } from "./pickle-value.ts";

export interface PickleImport {
  readonly module: string;
  readonly name: string;
  /** Offset of the opcode that imports it. */
  readonly offset: number;
}

export interface PickleCall {
  /** REDUCE, NEWOBJ, BUILD and the like. */
  readonly opcode: string;
  readonly offset: number;
  /** As Python would write it: "os.system('id')". Long ones are cut. */
  readonly text: string;
  /** "os.system"; null where what is called is itself the result of a call. */
  readonly callee: string | null;
}

export interface PickleTrace {
  readonly imports: readonly PickleImport[];
  /** The first ones. */
  readonly calls: readonly PickleCall[];
  readonly callCount: number;
  /** What the load would give. */
  readonly result: string | null;
  /** Why it could not be followed to the end. */
  readonly fault: Wording | null;
}

/** A stand-in for a value that the load would make. */
type Value =
  | { readonly kind: "literal"; readonly argument: PickleArgument | null }
  | { readonly kind: "import"; readonly module: string; readonly name: string }
  | { readonly kind: "items"; readonly of: "tuple" | "list" | "set" | "frozenset"; readonly items: Value[] }
  | { readonly kind: "dict"; readonly entries: Value[] }
  | { readonly kind: "call"; readonly callee: Value; readonly args: Value }
  | { readonly kind: "outside"; readonly what: string };

/** Python 3 reads names of Python 2 by other names below protocol 3 (Lib/_compat_pickle.py); those that matter here. */
const PYTHON_2_MODULES: Readonly<Record<string, string>> = {
  __builtin__: "builtins",
  copy_reg: "copyreg",
  cPickle: "pickle",
  commands: "subprocess",
  httplib: "http.client",
};

const MAX_TEXT = 240;
const MAX_DEPTH = 4;
const MAX_ITEMS = 6;
const MAX_LITERAL = 60;
/** Values that one text is made of: what the memo shares may be met again and again. */
const MAX_RENDERED = 100;
/** More than anyone reads. */
const MAX_CALLS = 1000;

export function tracePickle(instructions: readonly Instruction[]): PickleTrace {
  const machine = new Machine();
  try {
    for (const instruction of instructions) machine.step(instruction);
    return { ...machine.found, callCount: machine.callCount, result: machine.result, fault: null };
  } catch (thrown) {
    if (!(thrown instanceof Unfollowable)) throw thrown;
    return { ...machine.found, callCount: machine.callCount, result: null, fault: thrown.wording };
  }
}

class Unfollowable extends WordedError {}

class Machine {
  readonly found: { readonly imports: PickleImport[]; readonly calls: PickleCall[] } = {
    imports: [],
    calls: [],
  };
  result: string | null = null;
  callCount = 0;
  #stack: Value[] = [];
  /** The stacks below the MARKs. */
  readonly #marked: Value[][] = [];
  readonly #memo = new Map<number, Value>();
  #protocol = 0;

  step(instruction: Instruction): void {
    if (!this.#move(instruction) && !this.#reach(instruction)) this.#make(instruction);
  }

  /** What is kept where: the stack, its MARKs and the memo. @returns whether the opcode is one of them. */
  #move({ opcode: { name }, argument }: Instruction): boolean {
    switch (name) {
      case "PROTO":
        this.#protocol = Number(argument);
        return true;
      case "FRAME":
        return true;
      case "STOP":
        this.result = render(this.#pop(name));
        return true;
      case "MARK":
        this.#marked.push(this.#stack);
        this.#stack = [];
        return true;
      case "POP":
        if (this.#stack.length > 0) this.#stack.pop();
        else this.#slice(name);
        return true;
      case "POP_MARK":
        this.#slice(name);
        return true;
      case "DUP":
        this.#push(this.#top(name));
        return true;
      case "PUT":
      case "BINPUT":
      case "LONG_BINPUT":
        this.#memo.set(Number(argument), this.#top(name));
        return true;
      case "MEMOIZE":
        this.#memo.set(this.#memo.size, this.#top(name));
        return true;
      case "GET":
      case "BINGET":
      case "LONG_BINGET": {
        const kept = this.#memo.get(Number(argument));
        if (!kept) throw new Unfollowable(message`memo key ${plainText(argument)} was never stored`);
        this.#push(kept);
        return true;
      }
      default:
        return false;
    }
  }

  /** What leaves the pickle: imports, calls and values from elsewhere. @returns whether the opcode is one of them. */
  #reach(instruction: Instruction): boolean {
    const { argument, offset } = instruction;
    const { name } = instruction.opcode;
    switch (name) {
      case "GLOBAL": {
        const [module = "", ...rest] = plainText(argument).split(" ");
        this.#import(module, rest.join(" "), offset);
        return true;
      }
      case "STACK_GLOBAL": {
        const importName = this.#pop(name);
        const module = this.#pop(name);
        this.#import(textOf(module), textOf(importName), offset);
        return true;
      }
      case "INST": {
        const [module = "", ...rest] = plainText(argument).split(" ");
        const args = this.#slice(name);
        this.#import(module, rest.join(" "), offset);
        this.#call(instruction, this.#pop(name), items("tuple", args));
        return true;
      }
      case "OBJ": {
        const [callee, ...args] = this.#slice(name);
        if (!callee) throw new Unfollowable(message`OBJ has no class`);
        this.#call(instruction, callee, items("tuple", args));
        return true;
      }
      case "REDUCE":
      case "NEWOBJ": {
        const args = this.#pop(name);
        this.#call(instruction, this.#pop(name), args);
        return true;
      }
      case "NEWOBJ_EX": {
        const keywords = this.#pop(name);
        const args = this.#pop(name);
        this.#call(instruction, this.#pop(name), items("tuple", [args, keywords]));
        return true;
      }
      case "BUILD": {
        const state = this.#pop(name);
        const object = this.#top(name);
        this.#list(() => ({
          opcode: name,
          offset,
          text: cut(`${render(object)}.__setstate__(${render(state)})`),
          callee: null,
        }));
        return true;
      }
      case "EXT1":
      case "EXT2":
      case "EXT4":
        this.found.imports.push({ module: "copyreg", name: `extension ${plainText(argument)}`, offset });
        this.#push({ kind: "outside", what: `extension ${plainText(argument)}` });
        return true;
      case "PERSID":
        this.#push({ kind: "outside", what: `persistent(${JSON.stringify(plainText(argument))})` });
        return true;
      case "BINPERSID":
        this.#push({ kind: "outside", what: `persistent(${render(this.#pop(name))})` });
        return true;
      case "NEXT_BUFFER":
        this.#push({ kind: "outside", what: "buffer" });
        return true;
      case "READONLY_BUFFER":
        this.#top(name);
        return true;
      default:
        return false;
    }
  }

  /** Values. */
  #make({ opcode: { name }, argument }: Instruction): void {
    switch (name) {
      case "EMPTY_DICT":
        this.#push({ kind: "dict", entries: [] });
        return;
      case "DICT":
        this.#push({ kind: "dict", entries: this.#slice(name) });
        return;
      case "SETITEM": {
        const value = this.#pop(name);
        this.#add(name, [this.#pop(name), value]);
        return;
      }
      case "APPEND":
        this.#add(name, [this.#pop(name)]);
        return;
      case "SETITEMS":
      case "APPENDS":
      case "ADDITEMS":
        this.#add(name, this.#slice(name));
        return;
      case "EMPTY_LIST":
        this.#push(items("list", []));
        return;
      case "EMPTY_SET":
        this.#push(items("set", []));
        return;
      case "EMPTY_TUPLE":
        this.#push(items("tuple", []));
        return;
      case "LIST":
        this.#push(items("list", this.#slice(name)));
        return;
      case "TUPLE":
        this.#push(items("tuple", this.#slice(name)));
        return;
      case "FROZENSET":
        this.#push(items("frozenset", this.#slice(name)));
        return;
      case "TUPLE1":
      case "TUPLE2":
      case "TUPLE3": {
        const count = Number(name.at(-1));
        const members = Array.from({ length: count }, () => this.#pop(name));
        this.#push(items("tuple", members.reverse()));
        return;
      }
      case "NONE":
        this.#push({ kind: "literal", argument: null });
        return;
      case "NEWTRUE":
      case "NEWFALSE":
        this.#push({ kind: "literal", argument: name === "NEWTRUE" });
        return;
      default:
        // What is left are the numbers, texts and bytes, which are their own arguments.
        this.#push({ kind: "literal", argument });
    }
  }

  /** A method, so that the stack is looked up after the value was made, which may bring back the stack below a MARK. */
  #push(value: Value): void {
    this.#stack.push(value);
  }

  #pop(what: string): Value {
    const value = this.#stack.pop();
    if (!value) throw new Unfollowable(message`${what} takes more from the stack than there is`);
    return value;
  }

  #top(what: string): Value {
    const value = this.#stack.at(-1);
    if (!value) throw new Unfollowable(message`${what} finds the stack empty`);
    return value;
  }

  /** What stands above the last MARK. */
  #slice(what: string): Value[] {
    const above = this.#stack;
    const below = this.#marked.pop();
    if (!below) throw new Unfollowable(message`${what} finds no MARK`);
    this.#stack = below;
    return above;
  }

  #add(what: string, values: Value[]): void {
    const into = this.#top(what);
    const list = into.kind === "items" ? into.items : into.kind === "dict" ? into.entries : null;
    // Into an object of another kind these are calls of its append, extend, add or __setitem__.
    if (list) for (const value of values) list.push(value);
  }

  #import(module: string, name: string, offset: number): void {
    const read = this.#protocol < 3 ? (own(PYTHON_2_MODULES, module) ?? module) : module;
    this.found.imports.push({ module: read ?? module, name, offset });
    this.#push({ kind: "import", module: read ?? module, name });
  }

  #call({ opcode, offset }: Instruction, callee: Value, args: Value): void {
    const made: Value = { kind: "call", callee, args };
    this.#push(made);
    this.#list(() => ({
      opcode: opcode.name,
      offset,
      text: cut(render(made)),
      callee: callee.kind === "import" ? `${callee.module}.${callee.name}` : null,
    }));
  }

  #list(call: () => PickleCall): void {
    this.callCount += 1;
    if (this.callCount <= MAX_CALLS) this.found.calls.push(call());
  }
}

function items(of: "tuple" | "list" | "set" | "frozenset", values: Value[]): Value {
  return { kind: "items", of, items: values };
}

/** A name that is itself worked out while loading has no text here. */
function textOf(value: Value): string {
  return value.kind === "literal" && typeof value.argument === "string"
    ? value.argument
    : `<${render(value)}>`;
}

function render(value: Value): string {
  return new Renderer().render(value, 0);
}

class Renderer {
  #left = MAX_RENDERED;

  render(value: Value, depth: number): string {
    this.#left -= 1;
    if (depth > MAX_DEPTH || this.#left < 0) return "…";
    switch (value.kind) {
      case "literal":
        return value.argument === null ? "None" : argumentRepr(value.argument, MAX_LITERAL);
      case "import":
        return `${value.module}.${value.name}`;
      case "items": {
        const inside = this.#all(value.items, depth);
        if (value.of === "list") return `[${inside}]`;
        if (value.of === "tuple") return `(${inside}${value.items.length === 1 ? "," : ""})`;
        return value.items.length === 0 || value.of === "frozenset"
          ? `${value.of}(${inside})`
          : `{${inside}}`;
      }
      case "dict": {
        const pairs = value.entries.slice(0, MAX_ITEMS * 2);
        const shown = pairs.flatMap((key, at) => {
          if (at % 2 === 1) return [];
          const member = pairs[at + 1];
          return [`${this.render(key, depth + 1)}: ${member ? this.render(member, depth + 1) : "?"}`];
        });
        return `{${shown.join(", ")}${value.entries.length > pairs.length ? ", …" : ""}}`;
      }
      case "call": {
        const { callee, args } = value;
        const given =
          args.kind === "items" ? this.#all(args.items, depth) : `*${this.render(args, depth + 1)}`;
        return `${this.render(callee, depth + 1)}(${given})`;
      }
      case "outside":
        return `<${value.what}>`;
    }
  }

  #all(values: readonly Value[], depth: number): string {
    const shown = values.slice(0, MAX_ITEMS).map((value) => this.render(value, depth + 1));
    return [...shown, ...(values.length > MAX_ITEMS ? ["…"] : [])].join(", ");
  }
}

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}
