/** Stop, a host that answers, and a Python that sleeps or computes share memory: whichever step comes first, an interrupt is delivered once. */
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { beginWait, createSharedMemory, waitForReply, writeReply } from "./shared-reply.ts";
import { SharedSignals } from "./shared-signals.ts";
import { InterruptByte } from "./interrupt-byte.ts";

type Step = () => unknown;
const atomics = Atomics as unknown as Record<string, (...args: never[]) => unknown>;
const METHODS = ["load", "store", "exchange", "compareExchange", "add", "notify", "wait"];
/** More than any of these workers takes. */
const MOST_STEPS = 16;

/** What a step on shared memory does, instead of or before itself. */
let onStep: ((name: string, itself: Step, args: readonly unknown[]) => unknown) | null = null;

beforeEach(() => {
  for (const name of METHODS) {
    const original = atomics[name]?.bind(Atomics);
    vi.spyOn(atomics, name).mockImplementation((...args) => {
      const itself = (): unknown => original?.(...args);
      return onStep === null ? itself() : onStep(name, itself, args);
    });
  }
});
afterEach(() => {
  onStep = null;
  vi.restoreAllMocks();
});

function alone<Result>(act: () => Result): Result {
  const before = onStep;
  onStep = null;
  try {
    return act();
  } finally {
    onStep = before;
  }
}

/** The single steps of what only writes. */
function stepsOf(act: () => void): Step[] {
  const steps: Step[] = [];
  onStep = (name, itself) => (name === "load" ? itself() : steps.push(itself));
  act();
  onStep = null;
  return steps;
}

/** Takes the first step, which decides, and returns those that follow. */
function stepsAfterTheFirst(act: () => void): Step[] {
  const steps: Step[] = [];
  let isFirst = true;
  onStep = (name, itself) => {
    if (name === "load" || isFirst) {
      isFirst &&= name === "load";
      return itself();
    }
    return steps.push(itself);
  };
  act();
  onStep = null;
  return steps;
}

/** Lets others take their steps in between the worker's: `slots` says before which of the worker's steps each of them comes. */
function interleaved<Result>(
  worker: () => Result,
  others: readonly Step[],
  slots: readonly number[],
): Result {
  let [taken, at] = [0, 0];
  const takeOne = (): void => {
    const step = others[taken];
    taken += 1;
    alone(() => step?.());
  };
  onStep = (name, itself, args) => {
    while ((slots[taken] ?? Number.POSITIVE_INFINITY) <= at) takeOne();
    at += 1;
    if (name !== "wait") return itself();
    const [words, index, expected] = args as [Int32Array, number, number];
    while (words[index] === expected) {
      if (taken === others.length) throw new Error("It sleeps for ever.");
      takeOne();
    }
    return "not-equal";
  };
  const result = worker();
  onStep = null;
  while (taken < others.length) takeOne();
  return result;
}

/** Every way to place so many steps in order among the worker's. */
function* allSlots(count: number, first = 0): Generator<number[]> {
  if (count === 0) yield [];
  else
    for (let slot = first; slot <= MOST_STEPS; slot += 1)
      for (const rest of allSlots(count - 1, slot)) yield [slot, ...rest];
}

function memory() {
  const shared = createSharedMemory();
  const [page, worker] = [new SharedSignals(shared), new SharedSignals(shared)];
  page.begin();
  return { shared, page, worker };
}

test("a sleep ends with the interrupt, which is taken once", () => {
  for (const slots of allSlots(3)) {
    const { page, worker } = memory();
    const stop = stepsOf(() => page.interrupt());
    expect(stop).toHaveLength(slots.length);
    expect(interleaved(() => worker.sleep(Number.POSITIVE_INFINITY), stop, slots)).toBe(true);
    expect(worker.takeInterrupt()).toBe(false);
  }
});

test("a wait for the page ends with its answer, and the interrupt stays, or with the interrupt", () => {
  const seen = new Set<string>();
  for (const slots of allSlots(3))
    for (let answerAt = 0; answerAt <= 3; answerAt += 1) {
      const { shared, page, worker } = memory();
      const others = stepsOf(() => page.interrupt()).toSpliced(answerAt, 0, () =>
        writeReply(shared, 1, { kind: "value", value: "answer" }),
      );
      const wait = () => {
        beginWait(shared, 1);
        return waitForReply(shared, 1);
      };
      // The host is asked once the wait has begun.
      const after = slots.map((slot) => slot + 1);
      const result = interleaved(wait, others, after.toSpliced(answerAt, 0, after[answerAt] ?? MOST_STEPS));
      seen.add(JSON.stringify([result, worker.takeInterrupt()]));
      expect(worker.takeInterrupt()).toBe(false);
    }
  expect([...seen].toSorted()).toEqual(['["interrupted",false]', '[{"kind":"value","value":"answer"},true]']);
});

test("an interrupt does not end a wait whose answer is being written", () => {
  const { shared, page, worker } = memory();
  beginWait(shared, 1);
  const rest = stepsAfterTheFirst(() => writeReply(shared, 1, { kind: "value", value: 7 }));
  page.interrupt();
  expect(interleaved(() => waitForReply(shared, 1), rest, [])).toEqual({ kind: "value", value: 7 });
  expect(worker.takeInterrupt()).toBe(true);
});

test("a computing Python sees the interrupt and takes it, or it stays", () => {
  const seen = new Set<string>();
  for (const slots of allSlots(3)) {
    const { page, worker } = memory();
    const byte = new InterruptByte(worker);
    const stop = stepsOf(() => page.interrupt());
    // As CPython's _Py_CheckEmscriptenSignals does it.
    const look = () => {
      const result = byte[0];
      byte[0] = 0;
      return result;
    };
    seen.add(`${interleaved(look, stop, slots)} ${worker.takeInterrupt()}`);
  }
  expect([...seen].toSorted()).toEqual(["0 true", "2 false"]);
});

test("a Python that only looks, and takes nothing, leaves the interrupt", () => {
  const { page, worker } = memory();
  page.interrupt();
  const byte = new InterruptByte(worker);
  expect([byte[0], byte[0], worker.takeInterrupt(), byte[0]]).toEqual([2, 2, true, 0]);
});

test("a worker that waits for the page to read goes on with an interrupt, which stays", () => {
  for (const slots of allSlots(3)) {
    const { page, worker } = memory();
    interleaved(
      () => worker.waitUntilReceived(1),
      stepsOf(() => page.interrupt()),
      slots,
    );
    expect(worker.takeInterrupt()).toBe(true);
  }
});

test("a worker that waits for the page to read goes on when it has read", () => {
  for (const slots of allSlots(2)) {
    const { page, worker } = memory();
    const received = stepsOf(() => page.received());
    expect(received).toHaveLength(3);
    interleaved(() => worker.waitUntilReceived(1), received, [...slots, MOST_STEPS]);
    expect(worker.receivedCount).toBe(1);
  }
});

test("an interrupt that Python gives back never reaches the next run", () => {
  for (const slots of allSlots(2)) {
    const { page, worker } = memory();
    page.interrupt();
    const others = [() => page.takeInterrupt(), () => page.begin()];
    const giveBack = () => {
      if (worker.takeInterrupt()) worker.giveBack();
    };
    interleaved(giveBack, others, slots);
    expect(worker.isInterrupted).toBe(false);
    expect(worker.takeInterrupt()).toBe(false);
  }
});

test("an interrupt that is given back does not take the place of a newer one", () => {
  const { page, worker } = memory();
  page.interrupt();
  expect(worker.takeInterrupt()).toBe(true);
  page.begin();
  page.interrupt();
  worker.giveBack();
  expect([worker.takeInterrupt(), worker.takeInterrupt()]).toEqual([true, false]);
});
