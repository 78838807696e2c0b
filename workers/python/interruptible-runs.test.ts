import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { SharedSignals, SIGNALS_BYTES } from "#python/shared-signals.ts";
import { InterruptibleRuns } from "./interruptible-runs.ts";

beforeEach(() => {
  vi.useFakeTimers();
});
afterEach(() => {
  vi.useRealTimers();
});

/** @param isShared whether page and worker share memory. */
function start({ isShared }: { isShared: boolean }) {
  const memory = new SharedArrayBuffer(SIGNALS_BYTES);
  const worker = new SharedSignals(memory);
  let [finish, receive] = [(): void => undefined, (): void => undefined];
  const finished = new Promise<void>((resolve) => (finish = resolve));
  const received = new Promise<void>((resolve) => (receive = resolve));
  const send = vi.fn<() => Promise<void>>(() => received);
  const onDeaf = vi.fn<() => void>();
  const runs = new InterruptibleRuns({ signals: isShared ? new SharedSignals(memory) : null, send, onDeaf });
  const stop = new AbortController();
  const running = runs.run(() => finished.then(() => "result"), stop.signal);
  const end = (): Promise<string> => {
    finish();
    return running;
  };
  return { runs, worker, send, receive, onDeaf, stop, end };
}

test("Stop interrupts what runs, by memory and by message", async () => {
  const { stop, worker, send, end } = start({ isShared: true });
  stop.abort();
  expect([worker.isInterrupted, send.mock.calls.length]).toEqual([true, 1]);
  expect(await end()).toBe("result");
});

test("two that Python has not heard are one; a further one interrupts it again", async () => {
  const { runs, worker, send, end } = start({ isShared: true });
  runs.interrupt();
  runs.interrupt();
  expect([worker.takeInterrupt(), worker.takeInterrupt(), send.mock.calls.length]).toEqual([true, false, 1]);
  runs.interrupt();
  expect([worker.takeInterrupt(), send.mock.calls.length]).toEqual([true, 2]);
  await end();
});

test("an interrupt that comes when the run is over reaches nobody", async () => {
  const { runs, worker, send, end } = start({ isShared: true });
  runs.interrupt();
  await end();
  expect(worker.takeInterrupt()).toBe(false);
  runs.interrupt();
  expect([worker.takeInterrupt(), send.mock.calls.length]).toEqual([false, 1]);
});

test("who has not heard for a second is deaf", async () => {
  const { runs, onDeaf, end } = start({ isShared: true });
  runs.interrupt();
  await vi.advanceTimersByTimeAsync(900);
  expect(onDeaf).not.toHaveBeenCalled();
  await vi.advanceTimersByTimeAsync(300);
  expect(onDeaf).toHaveBeenCalledTimes(1);
  await end();
});

test("who has taken the interrupt is not deaf, however long the run goes on", async () => {
  const { runs, worker, onDeaf, end } = start({ isShared: true });
  runs.interrupt();
  worker.takeInterrupt();
  await vi.advanceTimersByTimeAsync(5000);
  expect(onDeaf).not.toHaveBeenCalled();
  await end();
});

test("without shared memory the message is all there is: who does not receive it is deaf", async () => {
  const { runs, receive, onDeaf, end } = start({ isShared: false });
  runs.interrupt();
  receive();
  await vi.advanceTimersByTimeAsync(5000);
  expect(onDeaf).not.toHaveBeenCalled();
  await end();

  const other = start({ isShared: false });
  other.runs.interrupt();
  await vi.advanceTimersByTimeAsync(1200);
  expect(other.onDeaf).toHaveBeenCalledTimes(1);
  await other.end();
});
