import { messageOf } from "#base/errors.ts";
import type { ModelSource } from "./engines/engine-worker.ts";
import { promptOf } from "./prompt.ts";
import type { MetricKey, Sample } from "./rows.ts";

/** An engine in a process of its own. */
export interface Peer {
  /** Whether decoding far into the context needs none of the tokens before it to be run. Known once it is loaded. */
  readonly skipsContext: boolean;
  /** @returns milliseconds. */
  load(source: ModelSource): Promise<number>;
  store(): Promise<void>;
  /** @returns milliseconds. */
  prefill(tokenIds: readonly number[]): Promise<number>;
  /** @returns milliseconds of each step. */
  decode(tokenIds: readonly number[], steps: number): Promise<readonly number[]>;
  /** The most memory that its process has held so far. */
  peakBytes(): Promise<number>;
  /** Ends its process, whatever it is doing. */
  close(): Promise<void>;
}

export interface Plan {
  /** Tokens. */
  readonly prompts: readonly number[];
  /** Tokens in the cache. */
  readonly contexts: readonly number[];
  /** Tokens that the model can hold; each context is well below it. */
  readonly contextLength: number;
  /** A measurement is repeated until about this long; the slow engines so run fewer steps. */
  readonly budgetMs: number;
  /** One that would take longer than this is not begun, and one that does is given up. */
  readonly limitMs: number;
}

const minSteps = 3;
const maxSteps = 32;
const maxPrefills = 3;
/** Attention makes long prompts dearer than short ones, a token. */
const longPromptFactor = 1.5;
const bytesInMB = 1e6;

/** A call that was given up: its process is busy with it, and can be asked nothing more. */
class GivenUp extends Error {}

/**
 * One round of one engine: a cold load in a process of its own, then a warm one with everything else. Whatever fails gives
 * a reason, and the rest goes on; each thing that is due gives one sample.
 * @param isDue whether this round is to measure a thing.
 */
export async function measureRound(
  open: () => Promise<Peer>,
  plan: Plan,
  isDue: (key: MetricKey) => boolean,
  onSample: (sample: Sample) => void,
): Promise<void> {
  const due = keysOf(plan).filter((key) =>
    // Memory is read behind a decode, and would say nothing without it.
    isDue(key.metric === "memory" && key.context !== "load" ? { ...key, metric: "decode" } : key),
  );
  const round = new Round(plan, due, onSample);
  if (round.isDue({ metric: "load", context: "cold" })) {
    await round.withPeer(open, async (peer) => {
      try {
        await round.load(peer, "network", "cold");
      } finally {
        await round.deadline(peer.store());
      }
    });
  }
  await round.withPeer(open, (peer) => round.everythingElse(peer));
  round.explainTheRest();
}

function keysOf({ prompts, contexts }: Plan): MetricKey[] {
  return [
    { metric: "load", context: "cold" },
    { metric: "load", context: "warm" },
    { metric: "memory", context: "load" },
    ...prompts.map((context) => ({ metric: "prefill", context }) as const),
    ...contexts.flatMap((context) => [
      { metric: "decode", context } as const,
      { metric: "memory", context } as const,
    ]),
  ];
}

class Round {
  readonly #plan: Plan;
  readonly #onSample: (sample: Sample) => void;
  #due: readonly MetricKey[];
  #lastReason = "was not reached";

  constructor(plan: Plan, due: readonly MetricKey[], onSample: (sample: Sample) => void) {
    this.#plan = plan;
    this.#due = due;
    this.#onSample = onSample;
  }

  isDue(key: MetricKey): boolean {
    return this.#due.some((due) => isSame(due, key));
  }

  async withPeer(open: () => Promise<Peer>, use: (peer: Peer) => Promise<void>): Promise<void> {
    let peer: Peer | null = null;
    try {
      peer = await open();
      await use(peer);
    } catch (error) {
      this.#lastReason = messageOf(error);
    } finally {
      await peer?.close();
    }
  }

  async everythingElse(peer: Peer): Promise<void> {
    const { prompts, contexts, contextLength, budgetMs } = this.#plan;
    await this.load(peer, "storage", "warm");
    await this.#memory(peer, "load");

    // Warms up, and tells how fast it is.
    const short = promptOf(16);
    const tokenMs = (await this.deadline(peer.prefill(short))) / short.length;
    const stepMs = (await this.deadline(peer.decode(short, 2))).at(-1)!;

    for (const length of prompts) {
      await this.#ifInTime({ metric: "prefill", context: length }, tokenMs * length, async () => {
        const prompt = promptOf(length);
        const values = [await peer.prefill(prompt)];
        const count = Math.min(Math.floor(budgetMs / values[0]!), maxPrefills);
        while (values.length < count) values.push(await peer.prefill(prompt));
        return values;
      });
    }
    const affordable = Math.min(Math.max(Math.floor(budgetMs / stepMs), minSteps), maxSteps);
    for (const context of contexts) {
      // A step behind the last one makes the token that ends the generation.
      const steps = Math.min(affordable, contextLength - context - 1);
      const reachMs = peer.skipsContext ? 0 : tokenMs * context * longPromptFactor;
      const reason = await this.#ifInTime({ metric: "decode", context }, reachMs + stepMs * steps, () =>
        peer.decode(promptOf(context), steps),
      );
      if (reason === null) await this.#memory(peer, context);
      else this.#give({ metric: "memory", context, reason });
    }
  }

  /** Also where its time is not due: the rest needs it. @throws what the loading throws. */
  async load(peer: Peer, source: ModelSource, context: "cold" | "warm"): Promise<void> {
    const key = { metric: "load", context } as const;
    try {
      this.#give({ ...key, values: [await this.deadline(peer.load(source))] });
    } catch (error) {
      this.#give({ ...key, reason: messageOf(error) });
      throw error;
    }
  }

  /** @returns why it failed, or null. @throws GivenUp when it took too long. */
  async #measure(key: MetricKey, values: () => Promise<readonly number[]>): Promise<string | null> {
    if (!this.isDue(key)) return null;
    try {
      this.#give({ ...key, values: await this.deadline(values()) });
      return null;
    } catch (error) {
      const reason = messageOf(error);
      this.#give({ ...key, reason });
      if (error instanceof GivenUp) throw error;
      return reason;
    }
  }

  async deadline<Result>(promise: Promise<Result>): Promise<Result> {
    const { limitMs } = this.#plan;
    let timer: ReturnType<typeof setTimeout> | undefined;
    const late = new Promise<never>((_, reject) => {
      const seconds = Math.round(limitMs / 1000);
      timer = setTimeout(() => reject(new GivenUp(`not done in ${seconds} s`)), limitMs);
    });
    try {
      return await Promise.race([promise, late]);
    } finally {
      clearTimeout(timer);
    }
  }

  /** What was due and could not be begun failed by what went wrong last. */
  explainTheRest(): void {
    for (const key of this.#due) this.#give({ ...key, reason: this.#lastReason });
  }

  async #ifInTime(
    key: MetricKey,
    expectedMs: number,
    values: () => Promise<readonly number[]>,
  ): Promise<string | null> {
    return this.#measure(key, () => {
      if (expectedMs <= this.#plan.limitMs) return values();
      throw new Error(`would take about ${Math.round(expectedMs / 1000)} s`);
    });
  }

  async #memory(peer: Peer, context: number | "load"): Promise<void> {
    await this.#measure({ metric: "memory", context }, async () => [(await peer.peakBytes()) / bytesInMB]);
  }

  /** A sample that is not due is dropped. */
  #give(sample: Sample): void {
    if (!this.isDue(sample)) return;
    this.#due = this.#due.filter((due) => !isSame(due, sample));
    this.#onSample(sample);
  }
}

function isSame(a: MetricKey, b: MetricKey): boolean {
  return a.metric === b.metric && a.context === b.context;
}
