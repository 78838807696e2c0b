/** A pickle as a list of opcodes: `pickletools.genops`. Nothing in it runs. */
import { AppError } from "#base/errors.ts";
import { message, type Wording } from "#base/message.ts";
import type { JoblibArray } from "./joblib-array.ts";
import { type Opcode, opcodeOf } from "./opcodes.ts";
import type { PickleArgument } from "./pickle-value.ts";
import { damaged, PickleBytesReader, readArgument } from "./read-argument.ts";

/** python_model.pkl has a few kilobytes. Weights pickled with it can have more, but are not read here. */
export const MAX_PICKLE_BYTES = 64 * 2 ** 20;
/** More than anybody reads, and as much as a page can process without a pause. */
const MAX_OPCODES = 1_000_000;

const A_FILLING = message`the padding before an array`;
const AN_ARRAY = message`an array`;
const AN_OPCODE = message`an opcode`;

export interface Instruction {
  readonly opcode: Opcode;
  readonly argument: PickleArgument | null;
  /** Where its first byte is. */
  readonly offset: number;
}

export interface OpcodesRead {
  /** Up to STOP, or to the first invalid byte. */
  readonly instructions: readonly Instruction[];
  /** Why there is no STOP; null for a complete pickle. */
  readonly fault: Wording | null;
  /** Bytes after STOP, which Python does not read. */
  readonly trailingBytes: number;
}

/**
 * Never throws because of the bytes: a damaged pickle is read as far as possible.
 * @param follow is called with each instruction, and says whether one of joblib's arrays follows it.
 */
export function readOpcodes(
  bytes: Uint8Array,
  follow: (instruction: Instruction) => JoblibArray | null = () => null,
): OpcodesRead {
  const instructions: Instruction[] = [];
  try {
    const end = read(bytes, instructions, follow);
    return { instructions, fault: null, trailingBytes: bytes.length - end };
  } catch (thrown) {
    return { instructions, fault: AppError.from(thrown).wording, trailingBytes: 0 };
  }
}

/** @returns the offset after STOP. */
function read(
  bytes: Uint8Array,
  instructions: Instruction[],
  follow: (instruction: Instruction) => JoblibArray | null,
): number {
  if (bytes.length > MAX_PICKLE_BYTES) {
    throw new AppError(
      "unsupported",
      message`The pickle holds ${bytes.length} bytes; pickles are read up to ${MAX_PICKLE_BYTES}.`,
    );
  }
  const reader = new PickleBytesReader(bytes);
  let picklesAround = 0;
  for (;;) {
    const offset = reader.at;
    if (offset >= bytes.length) throw damaged(message`it ends at byte ${offset}, before its STOP`);
    if (instructions.length >= MAX_OPCODES) {
      throw new AppError(
        "unsupported",
        message`The pickle has more than ${MAX_OPCODES} opcodes; the rest was not read.`,
      );
    }
    const code = reader.take(1, AN_OPCODE)[0] ?? 0;
    const opcode = opcodeOf(code);
    if (!opcode)
      throw damaged(
        message`byte ${offset} is 0x${code.toString(16).padStart(2, "0")}, which is not an opcode`,
      );
    const argument = opcode.argument === null ? null : readArgument(opcode.argument, reader);
    const instruction = { opcode, argument, offset };
    instructions.push(instruction);
    const array = follow(instruction);
    if (array?.kind === "numbers") passOver(array, reader);
    else if (array?.kind === "objects") picklesAround += 1;
    if (opcode.name !== "STOP") continue;
    if (picklesAround === 0) return reader.at;
    picklesAround -= 1;
  }
}

/** An array's bytes, and before them, if it is aligned, the length of the padding and the padding. */
function passOver(
  { sizeBytes, isAligned }: Extract<JoblibArray, { kind: "numbers" }>,
  reader: PickleBytesReader,
): void {
  if (isAligned) reader.take(reader.take(1, A_FILLING)[0] ?? 0, A_FILLING);
  reader.take(sizeBytes, AN_ARRAY);
}
