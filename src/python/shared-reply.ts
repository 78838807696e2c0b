/**
 * An answer through shared memory, for browsers that cannot suspend WebAssembly: Python's worker sleeps until the host has written it.
 * After the words of shared-signals.ts, the first is the state: 4 × the call's number, plus one of the states. Whoever changes it from
 * WAITING, the host or the worker that waits no more, decides; the other is too late and does nothing. The second is the answer's size in
 * bytes.
 */
import type { BridgeOutcome } from "./bridge-messages.ts";
import type { PythonErrorJson, PythonValue } from "./bridge.ts";
import { ring, SharedSignals, SIGNALS_WORDS, sleepUntil } from "./shared-signals.ts";

const WAITING = 1;
const WRITING = 2;
const ANSWERED = 3;
const GIVEN_UP = 0;

const STATE = SIGNALS_WORDS;
const SIZE = STATE + 1;
const HEADER_BYTES = (SIZE + 1) * Int32Array.BYTES_PER_ELEMENT;
const FIRST_BYTES = 1 << 16;
/** The largest answer. The memory grows to it when needed. */
const MOST_BYTES = 1 << 28;

/** Memory for answers, and the signals of shared-signals.ts. */
export function createSharedMemory(): SharedArrayBuffer {
  return new SharedArrayBuffer(HEADER_BYTES + FIRST_BYTES, { maxByteLength: HEADER_BYTES + MOST_BYTES });
}

/** Before the call is sent. */
export function beginWait(shared: SharedArrayBuffer, id: number): void {
  Atomics.store(wordsOf(shared), STATE, id * 4 + WAITING);
}

/**
 * Sleeps until the answer is there.
 * @returns "interrupted" if an interrupt came first, which the caller has to deliver.
 */
export function waitForReply(shared: SharedArrayBuffer, id: number): BridgeOutcome | "interrupted" {
  const words = wordsOf(shared);
  const signals = new SharedSignals(shared);
  let isInterrupted = false;
  sleepUntil(words, () => {
    if (Atomics.load(words, STATE) === id * 4 + ANSWERED) return true;
    // An answer that is being written comes first; the interrupt stays.
    if (signals.isInterrupted && giveUp(words, id)) isInterrupted = signals.takeInterrupt();
    return isInterrupted;
  });
  return isInterrupted ? "interrupted" : decode(shared);
}

/** Called by the host. An answer that does not fit is replaced by an error. */
export function writeReply(shared: SharedArrayBuffer, id: number, outcome: BridgeOutcome): void {
  const words = wordsOf(shared);
  if (Atomics.compareExchange(words, STATE, id * 4 + WAITING, id * 4 + WRITING) !== id * 4 + WAITING) return;
  const bytes = encode(outcome);
  if (shared.byteLength < HEADER_BYTES + bytes.byteLength) shared.grow(HEADER_BYTES + bytes.byteLength);
  new Uint8Array(shared).set(bytes, HEADER_BYTES);
  Atomics.store(words, SIZE, bytes.byteLength);
  Atomics.store(words, STATE, id * 4 + ANSWERED);
  ring(words);
}

/** Fails the wait of a worker whose host is gone; does nothing if none waits. */
export function failWait(shared: SharedArrayBuffer, error: PythonErrorJson): void {
  const now = Atomics.load(wordsOf(shared), STATE);
  if (now % 4 === WAITING) writeReply(shared, (now - WAITING) / 4, { kind: "error", error });
}

/** @returns whether the host had not begun to answer. */
function giveUp(words: Int32Array, id: number): boolean {
  const waiting = id * 4 + WAITING;
  return Atomics.compareExchange(words, STATE, waiting, id * 4 + GIVEN_UP) === waiting;
}

function wordsOf(shared: SharedArrayBuffer): Int32Array<SharedArrayBuffer> {
  return new Int32Array(shared, 0, SIZE + 1);
}

/** JSON in which an object represents what JSON does not have: one key names the type, and its value holds it. */
function encode(outcome: BridgeOutcome): Uint8Array {
  const bytes = new TextEncoder().encode(JSON.stringify(tagged(plain(outcome))));
  if (bytes.byteLength <= MOST_BYTES) return bytes;
  return encode({
    kind: "error",
    error: {
      type: "MemoryError",
      message: `An answer of ${bytes.byteLength} bytes is too large for Python.`,
    },
  });
}

function plain(outcome: BridgeOutcome): PythonValue {
  if (outcome.kind === "value") return [outcome.kind, outcome.value];
  const { type, message, data } = outcome.error;
  return [outcome.kind, data, type, message];
}

function decode(shared: SharedArrayBuffer): BridgeOutcome {
  const size = Atomics.load(wordsOf(shared), SIZE);
  // TextDecoder does not read shared memory.
  const bytes = new Uint8Array(shared, HEADER_BYTES, size).slice();
  const json = untagged(JSON.parse(new TextDecoder().decode(bytes)));
  const [kind, value, type, message] = json as [BridgeOutcome["kind"], PythonValue, string, string];
  return kind === "value" ? { kind, value } : { kind, error: { type, message, data: value } };
}

function tagged(value: PythonValue): unknown {
  if (value === undefined) return null;
  if (typeof value === "number" && (!Number.isFinite(value) || Object.is(value, -0)))
    return { number: Object.is(value, -0) ? "-0" : String(value) };
  if (typeof value === "bigint") return { bigint: String(value) };
  if (value instanceof Uint8Array) return { bytes: base64(value) };
  if (Array.isArray(value)) return value.map((each: PythonValue) => tagged(each));
  if (value instanceof Map) return { dict: [...value].map(([key, each]) => [key, tagged(each)]) };
  if (typeof value === "object" && value !== null)
    return { dict: Object.entries(value).map(([key, each]) => [key, tagged(each as PythonValue)]) };
  return value;
}

interface Tagged {
  readonly number?: string;
  readonly bigint?: string;
  readonly bytes?: string;
  readonly dict?: readonly (readonly [string, unknown])[];
}

function untagged(json: unknown): PythonValue {
  if (Array.isArray(json)) return json.map(untagged);
  if (typeof json !== "object" || json === null) return json as PythonValue;
  const { number, bigint, bytes, dict } = json as Tagged;
  if (number !== undefined) return Number(number);
  if (bigint !== undefined) return BigInt(bigint);
  if (bytes !== undefined) return Uint8Array.from(atob(bytes), (character) => character.charCodeAt(0));
  return new Map((dict ?? []).map(([key, each]) => [key, untagged(each)]));
}

function base64(bytes: Uint8Array): string {
  const CHUNK = 0x8000;
  let binary = "";
  for (let at = 0; at < bytes.length; at += CHUNK)
    binary += String.fromCharCode(...bytes.subarray(at, at + CHUNK));
  return btoa(binary);
}
