import { expect, test, vi } from "vitest";
import { measureRound, type Peer, type Plan } from "./measure.ts";
import type { MetricKey, Sample } from "./rows.ts";

const plan: Plan = {
  prompts: [64],
  contexts: [64, 1000],
  contextLength: 1024,
  budgetMs: 100,
  limitMs: 10_000,
};

/** An engine that takes no time and says that it took `tokenMs` a token of a prompt and `stepMs` a step. */
class FakePeer implements Peer {
  skipsContext = true;
  tokenMs = 1;
  stepMs = 4;
  readonly calls: string[] = [];

  load(source: string): Promise<number> {
    this.calls.push(`load from ${source}`);
    return Promise.resolve(500);
  }

  store(): Promise<void> {
    this.calls.push("store");
    return Promise.resolve();
  }

  prefill(tokenIds: readonly number[]): Promise<number> {
    this.calls.push(`prefill ${tokenIds.length}`);
    return Promise.resolve(this.tokenMs * tokenIds.length);
  }

  decode(tokenIds: readonly number[], steps: number): Promise<readonly number[]> {
    this.calls.push(`decode ${steps} after ${tokenIds.length}`);
    return Promise.resolve(Array.from({ length: steps }, () => this.stepMs));
  }

  peakBytes(): Promise<number> {
    return Promise.resolve(250e6);
  }

  close(): Promise<void> {
    this.calls.push("close");
    return Promise.resolve();
  }
}

async function samplesOf(
  peer: FakePeer,
  changes: Partial<Plan> = {},
  isDue: (key: MetricKey) => boolean = () => true,
): Promise<Sample[]> {
  const samples: Sample[] = [];
  await measureRound(
    () => Promise.resolve(peer),
    { ...plan, ...changes },
    isDue,
    (sample) => {
      samples.push(sample);
    },
  );
  return samples;
}

function fours(count: number): number[] {
  return Array.from({ length: count }, () => 4);
}

/** What was measured, without the values. */
function named(samples: readonly Sample[]): string[] {
  return samples.map((sample) => {
    const what = "values" in sample ? `${sample.values.length} values` : sample.reason;
    return `${sample.metric} ${sample.context}: ${what}`;
  });
}

test("a round loads twice, each time in a process of its own, and measures everything once loaded", async () => {
  const peer = new FakePeer();
  expect(await samplesOf(peer)).toEqual([
    { metric: "load", context: "cold", values: [500] },
    { metric: "load", context: "warm", values: [500] },
    { metric: "memory", context: "load", values: [250] },
    { metric: "prefill", context: 64, values: [64] },
    { metric: "decode", context: 64, values: fours(25) },
    { metric: "memory", context: 64, values: [250] },
    // The model holds no more.
    { metric: "decode", context: 1000, values: fours(23) },
    { metric: "memory", context: 1000, values: [250] },
  ]);
  expect(peer.calls).toEqual([
    "load from network",
    "store",
    "close",
    "load from storage",
    "prefill 16",
    "decode 2 after 16",
    "prefill 64",
    "decode 25 after 64",
    "decode 23 after 1000",
    "close",
  ]);
});

test("slow engines run fewer steps and prompts, and fast ones no more than enough", async () => {
  const slow = Object.assign(new FakePeer(), { stepMs: 90, tokenMs: 5 });
  expect(named(await samplesOf(slow)).slice(3, 5)).toEqual(["prefill 64: 1 values", "decode 64: 3 values"]);
  const fast = Object.assign(new FakePeer(), { stepMs: 0.1, tokenMs: 0.1 });
  expect(named(await samplesOf(fast)).slice(3, 5)).toEqual(["prefill 64: 3 values", "decode 64: 32 values"]);
});

test("what would take too long is not begun; reaching a context counts only where the engine cannot skip it", async () => {
  const peer = Object.assign(new FakePeer(), { tokenMs: 10 });
  expect(named(await samplesOf(peer)).filter((name) => name.startsWith("decode"))).toEqual([
    "decode 64: 25 values",
    "decode 1000: 23 values",
  ]);
  const runsAll = Object.assign(new FakePeer(), { tokenMs: 10, skipsContext: false });
  expect(named(await samplesOf(runsAll)).slice(4)).toEqual([
    "decode 64: 25 values",
    "memory 64: 1 values",
    "decode 1000: would take about 15 s",
    "memory 1000: would take about 15 s",
  ]);
});

test("what fails is a reason, and the rest goes on", async () => {
  const peer = new FakePeer();
  peer.prefill = (tokenIds) =>
    tokenIds.length > 16 ? Promise.reject(new Error("no room")) : Promise.resolve(1);
  expect(named(await samplesOf(peer, { contexts: [64] }))).toEqual([
    "load cold: 1 values",
    "load warm: 1 values",
    "memory load: 1 values",
    "prefill 64: no room",
    "decode 64: 25 values",
    "memory 64: 1 values",
  ]);
});

test("an engine that does not load, or does not start, fails everything by name", async () => {
  const peer = new FakePeer();
  peer.load = (source) => Promise.reject(new Error(`nothing in ${source}`));
  expect(named(await samplesOf(peer, { contexts: [64] }))).toEqual([
    "load cold: nothing in network",
    "load warm: nothing in storage",
    "memory load: nothing in storage",
    "prefill 64: nothing in storage",
    "decode 64: nothing in storage",
    "memory 64: nothing in storage",
  ]);
  expect(peer.calls).toEqual(["store", "close", "close"]);
  const samples: Sample[] = [];
  await measureRound(
    () => Promise.reject(new Error("no browser")),
    plan,
    () => true,
    (sample) => samples.push(sample),
  );
  expect(new Set(named(samples).map((name) => name.split(": ")[1]))).toEqual(new Set(["no browser"]));
  expect(samples).toHaveLength(8);
});

test("a call that does not come back is given up, and its process ended", async () => {
  vi.useFakeTimers();
  const peer = new FakePeer();
  peer.decode = (tokenIds, steps) =>
    tokenIds.length > 64 ? new Promise(() => undefined) : Promise.resolve(fours(steps));
  const pending = samplesOf(peer, { limitMs: 5000, contexts: [64, 500, 1000] });
  await vi.advanceTimersByTimeAsync(5000);
  expect(named(await pending).slice(4)).toEqual([
    "decode 64: 25 values",
    "memory 64: 1 values",
    "decode 500: not done in 5 s",
    "memory 500: not done in 5 s",
    "decode 1000: not done in 5 s",
    "memory 1000: not done in 5 s",
  ]);
  expect(peer.calls.at(-1)).toBe("close");
  vi.useRealTimers();
});

test("what is not due in this round is left out, but the model is loaded all the same", async () => {
  const peer = new FakePeer();
  expect(named(await samplesOf(peer, {}, ({ metric }) => metric === "prefill"))).toEqual([
    "prefill 64: 1 values",
  ]);
  expect(peer.calls).toEqual(["load from storage", "prefill 16", "decode 2 after 16", "prefill 64", "close"]);
});

test("memory at a context is due with the decode there", async () => {
  const isDue = ({ metric, context }: MetricKey): boolean => metric === "decode" && context === 64;
  expect(named(await samplesOf(new FakePeer(), {}, isDue))).toEqual([
    "decode 64: 25 values",
    "memory 64: 1 values",
  ]);
});
