/**
 * What a pickle would import and call when loaded, found by following its stack and memo with stand-ins for the values (the load_*
 * methods of Lib/pickle.py, CPython). Nothing is imported or called.
 */
import { own } from "#base/own.ts";
import { WordedError } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import type { Instruction } from "./read-opcodes.ts";
import { joblibArray, type JoblibArray } from "./joblib-array.ts";
import { plainText } from "./pickle-value.ts";
import { render, type Value } from "./stand-in.ts";

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
  /** "os.system"; null if the callee is itself the result of a call. */
  readonly callee: string | null;
}

export interface PickleTrace {
  readonly imports: readonly PickleImport[];
  /** The first ones. */
  readonly calls: readonly PickleCall[];
  readonly callCount: number;
  /** What loading would return. */
  readonly result: string | null;
  /** Why it could not be followed to the end. */
  readonly fault: Wording | null;
}

/** Below protocol 3, Python 3 translates names of Python 2 (Lib/_compat_pickle.py); those that matter here. */
const PYTHON_2_MODULES: Readonly<Record<string, string>> = {
  __builtin__: "builtins",
  copy_reg: "copyreg",
  cPickle: "pickle",
  commands: "subprocess",
  httplib: "http.client",
};

const MAX_TEXT = 240;
/** More than anyone reads. */
const MAX_CALLS = 1000;

/** Follows a pickle's instructions as they are read. */
export class PickleTracer {
  readonly #machine = new Machine();
  #fault: Wording | null = null;

  /** @returns the array that joblib wrote after this instruction, if any. */
  follow(instruction: Instruction): JoblibArray | null {
    if (this.#fault !== null) return null;
    try {
      return this.#machine.step(instruction);
    } catch (thrown) {
      if (!(thrown instanceof Unfollowable)) throw thrown;
      this.#fault = thrown.wording;
      return null;
    }
  }

  get trace(): PickleTrace {
    const { found, callCount, result } = this.#machine;
    return { ...found, callCount, result: this.#fault === null ? result : null, fault: this.#fault };
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
  #marked: Value[][] = [];
  #memo = new Map<number, Value>();
  #protocol = 0;
  /** The pickles around this one: joblib writes an array of objects this way. */
  readonly #around: { stack: Value[]; marked: Value[][]; memo: Map<number, Value>; protocol: number }[] = [];

  /** @returns what `PickleTracer.follow` returns. */
  step(instruction: Instruction): JoblibArray | null {
    if (instruction.opcode.name === "BUILD") return this.#build(instruction);
    if (!this.#move(instruction) && !this.#reach(instruction)) this.#make(instruction);
    return null;
  }

  /** Opcodes of the stack, its MARKs and the memo. @returns whether the opcode is one of them. */
  #move({ opcode: { name }, argument }: Instruction): boolean {
    switch (name) {
      case "PROTO":
        this.#protocol = Number(argument);
        return true;
      case "FRAME":
        return true;
      case "STOP": {
        const made = this.#pop(name);
        if (this.#around.length === 0) this.result = render(made);
        else this.#leave(made);
        return true;
      }
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

  /** Opcodes that reach outside the pickle: imports, calls and external values. @returns whether the opcode is one of them. */
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
        // The rest are numbers, texts and bytes, which are their own arguments.
        this.#push({ kind: "literal", argument });
    }
  }

  #build({ opcode: { name }, offset }: Instruction): JoblibArray | null {
    const state = this.#pop(name);
    const object = this.#top(name);
    this.#list(() => ({
      opcode: name,
      offset,
      text: cut(`${render(object)}.__setstate__(${render(state)})`),
      callee: null,
    }));
    const array = joblibArray(object, state);
    if (array === null) return null;
    // joblib puts the array in its place.
    this.#pop(name);
    if (array.kind === "numbers") this.#push({ kind: "outside", what: "array" });
    else this.#enter();
    return array;
  }

  #enter(): void {
    this.#around.push({
      stack: this.#stack,
      marked: this.#marked,
      memo: this.#memo,
      protocol: this.#protocol,
    });
    this.#stack = [];
    this.#marked = [];
    this.#memo = new Map();
  }

  #leave(made: Value): void {
    const around = this.#around.pop();
    if (around === undefined) return;
    this.#stack = around.stack;
    this.#marked = around.marked;
    this.#memo = around.memo;
    this.#protocol = around.protocol;
    this.#push(made);
  }

  /** A method, so that the stack is looked up after creating the value, which can restore the stack below a MARK. */
  #push(value: Value): void {
    this.#stack.push(value);
  }

  #pop(what: string): Value {
    const value = this.#stack.pop();
    if (!value) throw new Unfollowable(message`${what} takes more items than the stack has`);
    return value;
  }

  #top(what: string): Value {
    const value = this.#stack.at(-1);
    if (!value) throw new Unfollowable(message`${what} finds the stack empty`);
    return value;
  }

  /** The values above the last MARK. */
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
    // For an object of another kind, these are calls of its append, extend, add or __setitem__.
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

/** A name that is itself computed while loading has no text here. */
function textOf(value: Value): string {
  return value.kind === "literal" && typeof value.argument === "string"
    ? value.argument
    : `<${render(value)}>`;
}

function cut(text: string): string {
  return text.length > MAX_TEXT ? `${text.slice(0, MAX_TEXT)}…` : text;
}
