/** What a parser does with an input. */
import { english } from "../../src/base/message.ts";
import { WordedError } from "../../src/base/errors.ts";
import { mutate } from "./mutate.ts";
import { Random } from "./random.ts";
import type { Claim, Target } from "./target.ts";

export type Outcome =
  /** `ms` of the processor, so that a busy machine changes nothing. */
  | { readonly kind: "refused"; readonly ms: number }
  /** `claim` where a peer has to say the same. */
  | { readonly kind: "read"; readonly ms: number; readonly claim?: Claim }
  /** What a person would see and could do nothing with. */
  | { readonly kind: "raw"; readonly ms: number; readonly words: string };

/** The names of errors that tell a person something: the product's own, and those that say what MLflow says. */
const TOLD = new Set(["AppError", "MlflowError", "ServingError"]);
/** Engines' words. */
const RAW =
  /call stack|too much recursion|is not a function|is not iterable|cannot read propert|undefined|null \(reading|malformed|invalid url|invalid array|invalid string length|out of bounds|outside the bounds|circular|Something went wrong in the page/i;

export function inputOf({ seeds, words }: Target, seed: number): Uint8Array<ArrayBuffer> {
  const kept = seeds[seed];
  return new Uint8Array(kept ?? mutate(seeds, words, new Random(seed)));
}

/** JavaScript's own errors. */
function isOfLanguage(thrown: unknown): boolean {
  return [TypeError, RangeError, ReferenceError, URIError].some((kind) => thrown instanceof kind);
}

export async function tryInput(target: Target, bytes: Uint8Array<ArrayBuffer>): Promise<Outcome> {
  const start = process.cpuUsage();
  const usedMs = (): number => {
    const { user, system } = process.cpuUsage(start);
    return (user + system) / 1000;
  };
  try {
    if (target.peer === undefined) {
      await target.read(bytes);
      return { kind: "read", ms: usedMs() };
    }
    const claim = await target.read(bytes);
    return { kind: "read", ms: usedMs(), claim };
  } catch (thrown) {
    const ms = usedMs();
    if (!(thrown instanceof Error)) return { kind: "raw", ms, words: String(thrown) };
    const words = thrown instanceof WordedError ? english(thrown.wording) : thrown.message;
    // A template's error has Python's or minja's words, which are like JavaScript's.
    if (words.startsWith("The chat template cannot render these messages: ") && !isOfLanguage(thrown.cause)) {
      return { kind: "refused", ms };
    }
    const isTold = TOLD.has(thrown.name) && (thrown as { code?: unknown }).code !== "internal";
    return isTold && !RAW.test(words.replaceAll(/"[^"]*"/g, ""))
      ? { kind: "refused", ms }
      : { kind: "raw", ms, words: `${thrown.name}: ${words}\n${thrown.stack ?? ""}`.slice(0, 1500) };
  }
}
