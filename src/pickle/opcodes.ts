/** Every opcode of Python's pickle, protocols 0 to 5 (Lib/pickletools.py, CPython 3.11; unchanged up to 3.14). */

/** The encoding of an opcode's argument; pickletools' names. */
export type ArgumentKind =
  | "uint1"
  | "uint2"
  | "uint4"
  | "uint8"
  | "int4"
  | "decimalnl_short"
  | "decimalnl_long"
  | "long1"
  | "long4"
  | "stringnl"
  | "stringnl_noescape"
  | "stringnl_noescape_pair"
  | "string1"
  | "string4"
  | "bytes1"
  | "bytes4"
  | "bytes8"
  | "bytearray8"
  | "unicodestringnl"
  | "unicodestring1"
  | "unicodestring4"
  | "unicodestring8"
  | "floatnl"
  | "float8";

export interface Opcode {
  readonly code: number;
  readonly name: string;
  readonly argument: ArgumentKind | null;
  /** What it takes from the stack: "mark" everything down to the last MARK, "stackslice" what is above it. */
  readonly before: readonly string[];
  readonly after: readonly string[];
  /** The protocol that introduced it. */
  readonly protocol: number;
}

type Row = readonly [
  code: number,
  name: string,
  argument: ArgumentKind | null,
  before: string,
  after: string,
  protocol: number,
];

const ROWS: readonly Row[] = [
  [0x49, "INT", "decimalnl_short", "", "int_or_bool", 0],
  [0x4a, "BININT", "int4", "", "int", 1],
  [0x4b, "BININT1", "uint1", "", "int", 1],
  [0x4d, "BININT2", "uint2", "", "int", 1],
  [0x4c, "LONG", "decimalnl_long", "", "int", 0],
  [0x8a, "LONG1", "long1", "", "int", 2],
  [0x8b, "LONG4", "long4", "", "int", 2],
  [0x53, "STRING", "stringnl", "", "bytes_or_str", 0],
  [0x54, "BINSTRING", "string4", "", "bytes_or_str", 1],
  [0x55, "SHORT_BINSTRING", "string1", "", "bytes_or_str", 1],
  [0x42, "BINBYTES", "bytes4", "", "bytes", 3],
  [0x43, "SHORT_BINBYTES", "bytes1", "", "bytes", 3],
  [0x8e, "BINBYTES8", "bytes8", "", "bytes", 4],
  [0x96, "BYTEARRAY8", "bytearray8", "", "bytearray", 5],
  [0x97, "NEXT_BUFFER", null, "", "buffer", 5],
  [0x98, "READONLY_BUFFER", null, "buffer", "buffer", 5],
  [0x4e, "NONE", null, "", "None", 0],
  [0x88, "NEWTRUE", null, "", "bool", 2],
  [0x89, "NEWFALSE", null, "", "bool", 2],
  [0x56, "UNICODE", "unicodestringnl", "", "str", 0],
  [0x8c, "SHORT_BINUNICODE", "unicodestring1", "", "str", 4],
  [0x58, "BINUNICODE", "unicodestring4", "", "str", 1],
  [0x8d, "BINUNICODE8", "unicodestring8", "", "str", 4],
  [0x46, "FLOAT", "floatnl", "", "float", 0],
  [0x47, "BINFLOAT", "float8", "", "float", 1],
  [0x5d, "EMPTY_LIST", null, "", "list", 1],
  [0x61, "APPEND", null, "list any", "list", 0],
  [0x65, "APPENDS", null, "list mark stackslice", "list", 1],
  [0x6c, "LIST", null, "mark stackslice", "list", 0],
  [0x29, "EMPTY_TUPLE", null, "", "tuple", 1],
  [0x74, "TUPLE", null, "mark stackslice", "tuple", 0],
  [0x85, "TUPLE1", null, "any", "tuple", 2],
  [0x86, "TUPLE2", null, "any any", "tuple", 2],
  [0x87, "TUPLE3", null, "any any any", "tuple", 2],
  [0x7d, "EMPTY_DICT", null, "", "dict", 1],
  [0x64, "DICT", null, "mark stackslice", "dict", 0],
  [0x73, "SETITEM", null, "dict any any", "dict", 0],
  [0x75, "SETITEMS", null, "dict mark stackslice", "dict", 1],
  [0x8f, "EMPTY_SET", null, "", "set", 4],
  [0x90, "ADDITEMS", null, "set mark stackslice", "set", 4],
  [0x91, "FROZENSET", null, "mark stackslice", "frozenset", 4],
  [0x30, "POP", null, "any", "", 0],
  [0x32, "DUP", null, "any", "any any", 0],
  [0x28, "MARK", null, "", "mark", 0],
  [0x31, "POP_MARK", null, "mark stackslice", "", 1],
  [0x67, "GET", "decimalnl_short", "", "any", 0],
  [0x68, "BINGET", "uint1", "", "any", 1],
  [0x6a, "LONG_BINGET", "uint4", "", "any", 1],
  [0x70, "PUT", "decimalnl_short", "", "", 0],
  [0x71, "BINPUT", "uint1", "", "", 1],
  [0x72, "LONG_BINPUT", "uint4", "", "", 1],
  [0x94, "MEMOIZE", null, "any", "any", 4],
  [0x82, "EXT1", "uint1", "", "any", 2],
  [0x83, "EXT2", "uint2", "", "any", 2],
  [0x84, "EXT4", "int4", "", "any", 2],
  [0x63, "GLOBAL", "stringnl_noescape_pair", "", "any", 0],
  [0x93, "STACK_GLOBAL", null, "str str", "any", 4],
  [0x52, "REDUCE", null, "any any", "any", 0],
  [0x62, "BUILD", null, "any any", "any", 0],
  [0x69, "INST", "stringnl_noescape_pair", "mark stackslice", "any", 0],
  [0x6f, "OBJ", null, "mark any stackslice", "any", 1],
  [0x81, "NEWOBJ", null, "any any", "any", 2],
  [0x92, "NEWOBJ_EX", null, "any any any", "any", 4],
  [0x80, "PROTO", "uint1", "", "", 2],
  [0x2e, "STOP", null, "any", "", 0],
  [0x95, "FRAME", "uint8", "", "", 4],
  [0x50, "PERSID", "stringnl_noescape", "", "any", 0],
  [0x51, "BINPERSID", null, "any", "any", 1],
];

const words = (text: string) => (text === "" ? [] : text.split(" "));

export const OPCODES: readonly Opcode[] = ROWS.map(([code, name, argument, before, after, protocol]) => ({
  code,
  name,
  argument,
  before: words(before),
  after: words(after),
  protocol,
}));

const BY_CODE = new Map(OPCODES.map((opcode) => [opcode.code, opcode]));

export function opcodeOf(code: number): Opcode | undefined {
  return BY_CODE.get(code);
}
