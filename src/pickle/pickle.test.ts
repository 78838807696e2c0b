import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { english } from "#base/message.ts";
import { disassemble } from "./disassemble.ts";
import { inspectPickle } from "./inspect-pickle.ts";
import { OPCODES } from "./opcodes.ts";
import { argumentRepr, LongArgument } from "./pickle-value.ts";
import { readOpcodes } from "./read-opcodes.ts";

interface PickleCase {
  readonly name: string;
  readonly base64: string;
  readonly ops: readonly (readonly [offset: number, name: string, argument: string | null])[];
  readonly error: string | null;
  readonly dis: readonly string[];
  readonly disError: string | null;
}

const FILE = new URL("../../tools/peers/fixtures/pickle/pickletools.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(FILE, "utf8")) as { cases: readonly PickleCase[] };

const bytesOf = ({ base64 }: PickleCase) => new Uint8Array(Buffer.from(base64, "base64"));
const named = (name: string) => {
  const found = cases.find((one) => one.name === name);
  if (!found) throw new Error(`no case ${name}`);
  return bytesOf(found);
};

test.each(cases)("$name: the opcodes are those of pickletools.genops", (one) => {
  const { instructions, fault } = readOpcodes(bytesOf(one));
  expect(
    instructions.map(({ offset, opcode, argument }) => [
      offset,
      opcode.name,
      argument === null ? null : argumentRepr(argument),
    ]),
  ).toEqual(one.ops);
  expect(fault === null).toBe(one.error === null);
});

test.each(cases)("$name: the text is that of pickletools.dis", (one) => {
  const { lines, fault } = disassemble(readOpcodes(bytesOf(one)));
  expect(lines).toEqual(one.dis);
  expect(fault === null).toBe(one.disError === null);
});

test("the cases use every opcode that Python has", () => {
  const used = new Set(cases.flatMap(({ ops }) => ops.map(([, name]) => name)));
  expect(OPCODES.map(({ name }) => name).filter((name) => !used.has(name))).toEqual([]);
});

test.each([0, 2, 4])("a call of os.system is found and named, protocol %i", (protocol) => {
  const report = inspectPickle(named(`hostile system, protocol ${protocol}`));
  expect(report.imports).toMatchObject([{ module: "posix", name: "system", concern: "dangerous" }]);
  expect(report.calls).toMatchObject([
    { opcode: "REDUCE", callee: "posix.system", text: "posix.system('id')" },
  ]);
});

test("eval is found under its name of Python 2", () => {
  const report = inspectPickle(named("hostile eval, protocol 2"));
  expect(report.imports).toMatchObject([{ module: "builtins", name: "eval", concern: "dangerous" }]);
  expect(report.result).toBe(`builtins.eval("__import__('os').getpid()")`);
});

test.each(["INST", "OBJ"])("%s imports and calls too", (name) => {
  expect(inspectPickle(named(name)).calls).toMatchObject([{ callee: "os.system", text: "os.system('id')" }]);
});

test("a class that cloudpickle took by value is said to hold code", () => {
  const report = inspectPickle(named("cloudpickle, python_model by value"));
  const code = report.imports.filter(({ concern }) => concern === "code").map(({ name }) => name);
  expect(code).toEqual(expect.arrayContaining(["_make_skeleton_class", "_make_function", "_builtin_type"]));
  expect(report.fault).toBe(null);
});

test("what this page writes is a class by reference and one call", () => {
  const report = inspectPickle(named("by reference, as this page writes it"));
  expect(report).toMatchObject({
    protocol: 2,
    imports: [{ module: "phi3_model", name: "Phi3Model", concern: "unknown" }],
    calls: [{ opcode: "NEWOBJ", text: "phi3_model.Phi3Model()" }],
    fault: null,
    trailingBytes: 0,
  });
});

test("a name that is worked out while loading is not passed over", () => {
  const bytes = Buffer.from("\x80\x04\x8c\x02os(K\x01t\x8c\x03abc0\x93.", "latin1");
  const report = inspectPickle(new Uint8Array(bytes));
  expect(report.imports).toMatchObject([{ module: "os", name: "<(1,)>", concern: "dangerous" }]);
});

test("a pickle that dis refuses, and Python loads, is followed to its end", () => {
  // In the end the memo's key 0 is os.system; dis stops where it is defined again.
  const bytes = Buffer.from("K\x01q\x00cos\nsystem\nq\x000h\x00S'id'\n\x85R.", "latin1");
  const report = inspectPickle(new Uint8Array(bytes));
  expect(report.calls).toMatchObject([{ text: "os.system('id')" }]);
  expect(english(report.fault ?? "")).toBe("memo key 0 is already defined");
});

test("damage is named with its place, and what came before it is listed", () => {
  const report = inspectPickle(new Uint8Array(Buffer.from("cos\nsystem\n\xff", "latin1")));
  expect(report.imports).toMatchObject([{ module: "os", name: "system" }]);
  expect(english(report.fault ?? "")).toBe(
    "The pickle is damaged or cut short: byte 11 is 0xff, which is not an opcode.",
  );
});

test("a protocol that no Python reads is told, and what follows it is listed", () => {
  const report = inspectPickle(new Uint8Array(Buffer.from("\x80\x04\x80\x84cos\nsystem\n.", "latin1")));
  expect(report.imports).toMatchObject([{ module: "os", name: "system" }]);
  expect(english(report.fault ?? "")).toBe("byte 2 asks for the pickle protocol 132; Python reads up to 5");
});

test("memo entries that double themselves are shown in bounded time", () => {
  const doubling = Array.from({ length: 60 }, () => "(h\x00h\x00tq\x00").join("");
  const report = inspectPickle(new Uint8Array(Buffer.from(`K\x01q\x00${doubling}.`, "latin1")));
  expect((report.result ?? "").length).toBeLessThan(5000);
});

const latin1 = (text: string): Uint8Array => new Uint8Array(Buffer.from(text, "latin1"));
const shortText = (text: string): string => `\x8c${String.fromCharCode(text.length)}${text}`;
const global = (module: string, name: string): string => `${shortText(module)}${shortText(name)}\x93`;

test.each([
  ["builtins", "object.__subclasses__"],
  ["builtins", "object.__getattribute__"],
  ["builtins", "list.__getitem__"],
  ["builtins", "dict.get"],
  ["builtins", "type.mro"],
  ["collections", "OrderedDict.__reduce_ex__"],
  ["phi3_model", "Phi3Model.__init__.__globals__"],
])("%s.%s reaches any function, as getattr does", (module, name) => {
  const report = inspectPickle(latin1(`\x80\x04${global(module, name)}.`));
  expect(report.imports).toMatchObject([
    {
      module,
      name,
      concern: "dangerous",
      does: { template: "looks up any function by name, which hides what is called" },
    },
  ]);
});

test("a name is known where it is listed whole, and not for its module or its beginning", () => {
  const concerns = (
    [
      ["builtins", "dict"],
      ["collections", "OrderedDict"],
      ["collections", "namedtuple"],
      ["collections", "OrderedDict.fromkeys"],
      ["numpy", "ndarray"],
      ["numpy", "load"],
      ["phi3_model", "Outer.Inner"],
    ] as const
  ).map(([module, name]) => inspectPickle(latin1(`\x80\x04${global(module, name)}.`)).imports[0]?.concern);
  expect(concerns).toEqual(["known", "known", "unknown", "unknown", "known", "code", "unknown"]);
});

const nest = (levels: number, width: number): string =>
  Array.from(
    { length: levels },
    (_, at) => `}(${`h${String.fromCharCode(at)}`.repeat(width * 2)}uq${String.fromCharCode(at + 1)}0`,
  ).join("");

/** Each took seconds or gigabytes. */
const BOMBS: readonly (readonly [string, () => string])[] = [
  [
    "twenty thousand states of dicts that hold each other",
    () => `\x80\x02K\x01q\x00${nest(6, 6)}}${"h\x06b".repeat(20_000)}.`,
  ],
  ["a million MARKs", () => `${"(".repeat(999_999)}.`],
  ["a float of forty thousand digits and a letter", () => `F${"1".repeat(40_000)}x\n.`],
  ["an integer of forty thousand digits", () => `I${"1".repeat(40_000)}\n.`],
  ["a text of sixty megabytes", () => `T\x00\x00\x94\x03${"a".repeat(0x0394_0000)}.`],
  ["a line of sixty megabytes", () => `S'${"\\x41".repeat(15e6)}'\n.`],
  [
    "a thousand integers of fifty kilobytes",
    () => `\x80\x02${`\x8b\x50\xc3\x00\x00${"\x7f".repeat(50_000)}0`.repeat(1000)}N.`,
  ],
  [
    "a hundred thousand names",
    () => `\x80\x04${Array.from({ length: 100_000 }, (_, at) => `cm${at}\nn\n0`).join("")}N.`,
  ],
];

test.each(BOMBS)("%s are read within limits, and what is told stays short", (_, make) => {
  const report = inspectPickle(latin1(make()));
  expect(
    JSON.stringify(report, (_key, value: unknown) => (typeof value === "bigint" ? "" : value)).length,
  ).toBeLessThan(2e6);
});

test.each([
  ["a million and one opcodes", `${"(".repeat(1_000_000)}.`, 1_000_000, "more than 1000000 opcodes"],
  ["an integer of seventy thousand digits", `I${"1".repeat(70_000)}\n.`, 0, "a number takes 70000 bytes"],
])("%s are read up to the limit, which the fault tells", (_, pickle, count, told) => {
  const { instructions, fault } = readOpcodes(latin1(pickle));
  expect(instructions.length).toBe(count);
  expect(english(fault ?? "")).toContain(told);
});

test("what the limits leave out is counted", () => {
  const names = inspectPickle(
    latin1(`\x80\x04${Array.from({ length: 600 }, (_, at) => `cm${at}\nn\n0`).join("")}N.`),
  );
  expect([names.imports.length, names.importCount]).toEqual([500, 600]);
  const calls = inspectPickle(latin1(`cm\nn\nq\x00${"0h\x00)R".repeat(3000)}.`));
  expect([calls.calls.length, calls.callCount, calls.lines.length]).toEqual([1000, 3000, 3000]);
  expect(calls.lineCount).toBe(12_004);
});

test.each([String.raw`Va\u12`, String.raw`V\U0001`, String.raw`V\\\u`, String.raw`S'\x4'`])(
  "the text %s is cut short within an escape",
  (text) => {
    expect(inspectPickle(latin1(`${text}\n.`)).fault).not.toBeNull();
  },
);

test.each([String.raw`Va\\u12`, String.raw`V\u00e9`, String.raw`S'\x41'`])("the text %s is whole", (text) => {
  expect(inspectPickle(latin1(`${text}\n.`)).fault).toBeNull();
});

test("a list that a call is given is told with its items", () => {
  const bytes = new TextEncoder().encode("cposix\nsystem\n(](Vid\nVx\netR.");
  expect(inspectPickle(bytes).calls).toMatchObject([{ text: "posix.system(['id', 'x'])" }]);
});

test("a text that is longer than any name is read up to its start", () => {
  const text = (size: number) => {
    const bytes = Buffer.alloc(size + 6, "a");
    bytes[0] = 0x58;
    bytes.writeUInt32LE(size, 1);
    bytes[size + 5] = 0x2e;
    return readOpcodes(bytes).instructions[0]?.argument ?? null;
  };
  expect(text(2 ** 16)).toBe("a".repeat(2 ** 16));
  expect(text(2 ** 16 + 1)).toEqual(new LongArgument(`'${"a".repeat(128)}'`, 2 ** 16 + 1));
});
