/**
 * Prepares a call's arguments for a worker. Structured clone takes neither functions nor signals: they stay on the page, and the worker
 * uses its own in their places. They can be arguments themselves, or members of an argument that is a plain object.
 */

/** An argument's index; with `member`, a member of that argument. */
export interface Place {
  readonly index: number;
  readonly member?: string;
}

type Callback = (...args: readonly unknown[]) => void;

export interface TakenApart {
  /** Without functions and signals. */
  readonly args: readonly unknown[];
  readonly functions: readonly Callback[];
  readonly functionPlaces: readonly Place[];
  /** The call's signal; there is one at most. */
  readonly signal: AbortSignal | undefined;
  readonly signalPlaces: readonly Place[];
  /** Ports among the arguments, which are transferred to the worker. */
  readonly ports: readonly MessagePort[];
}

export function takeApart(given: readonly unknown[]): TakenApart {
  const functions: Callback[] = [];
  const functionPlaces: Place[] = [];
  const signalPlaces: Place[] = [];
  let signal: AbortSignal | undefined;

  /** @returns whether the value stays on the page. */
  const take = (value: unknown, place: Place): boolean => {
    if (isCallback(value)) {
      functions.push(value);
      functionPlaces.push(place);
      return true;
    }
    if (!(value instanceof AbortSignal)) return false;
    signal = value;
    signalPlaces.push(place);
    return true;
  };

  const args = given.map((value, index) => {
    if (take(value, { index })) return undefined;
    if (!isPlainObject(value)) return value;
    const members = Object.entries(value);
    const kept = members.filter(([member, inner]) => !take(inner, { index, member }));
    return kept.length === members.length ? value : Object.fromEntries(kept);
  });
  const ports = args.filter((value) => value instanceof MessagePort);
  return { args, functions, functionPlaces, signal, signalPlaces, ports };
}

/** The worker's side: the arguments with a `signal`, and functions that `emit` their calls. */
export function putTogether(
  {
    args,
    functions,
    signals,
  }: Record<"functions" | "signals", readonly Place[]> & { args: readonly unknown[] },
  signal: AbortSignal,
  emit: (index: number, args: readonly unknown[]) => void,
): unknown[] {
  const whole = [...args];
  const put = ({ index, member }: Place, value: unknown): void => {
    whole[index] = member === undefined ? value : { ...Object(whole[index]), [member]: value };
  };
  functions.forEach((place, index) => put(place, (...eventArgs: unknown[]) => emit(index, eventArgs)));
  for (const place of signals) put(place, signal);
  return whole;
}

function isCallback(value: unknown): value is Callback {
  return typeof value === "function";
}

function isPlainObject(value: unknown): value is object {
  return typeof value === "object" && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}
