import { setImmediate as nextTurn } from "node:timers/promises";
import { expect, test } from "vitest";
import { parseGenaiConfig } from "#genai/config.ts";
import type { Decoder, DecoderSession } from "#genai/decoder-session.ts";
import { Generator } from "#genai/generator.ts";
import { GeneratorParams } from "#genai/generator-params.ts";
import { Mt19937 } from "#genai/mt19937.ts";
import { smallTokenizerFiles } from "#genai/testing/small-tokenizer.ts";
import { Tokenizer } from "#tokenizer/tokenizer.ts";
import type { PythonValue } from "../bridge.ts";
import type { CausalModel } from "./causal-lm.ts";
import { genaiMethods } from "./genai-methods.ts";
import { Handles } from "./handles.ts";
import { ReadAhead } from "./read-ahead.ts";
import { transformersMethods } from "./transformers-methods.ts";

const VOCABULARY = 24;
const { signal } = new AbortController();

/** Its logits depend on every token of the cache, so that one that is not as it should be is seen. */
class HashingDecoder implements Decoder {
  readonly vocabSize = VOCABULARY;
  runs = 0;

  openSession(capacity: number): Promise<DecoderSession> {
    const cache: number[] = [];
    const logits = new Float32Array(VOCABULARY);
    const session: DecoderSession & { length: number } = {
      vocabSize: VOCABULARY,
      capacity,
      length: 0,
      setLength(length) {
        session.length = length;
      },
      append: async (tokenIds) => {
        cache.length = session.length;
        cache.push(...tokenIds);
        session.length = cache.length;
        this.runs += 1;
        // As with a model on threads.
        await nextTurn();
        let hash = 17;
        for (const token of cache) hash = (Math.imul(hash, 31) + token) >>> 0;
        for (const at of logits.keys())
          logits[at] = (Math.imul(hash + at * 7919, 2654435761) >>> 8) / 2 ** 21;
        return logits;
      },
      copyFrom: () => Promise.reject(new Error("Nothing is copied.")),
      dispose: () => Promise.resolve(),
    };
    return Promise.resolve(session);
  }

  dispose(): Promise<void> {
    return Promise.resolve();
  }
}

const config = parseGenaiConfig(
  JSON.stringify({
    model: {
      type: "phi3",
      context_length: 400,
      vocab_size: VOCABULARY,
      eos_token_id: 3,
      pad_token_id: 3,
    },
  }),
);

type Call = (method: string, ...args: PythonValue[]) => Promise<PythonValue>;

async function genai(options: Record<string, number | boolean>): Promise<{
  readonly call: Call;
  readonly of: number;
}> {
  const decoder = new HashingDecoder();
  const tokenizer = Tokenizer.fromFiles(smallTokenizerFiles);
  const model = { config, decoder, tokenizer };
  const methods = genaiMethods(
    new Handles(),
    () => Promise.resolve(model),
    () => nextTurn(),
  );
  const call: Call = async (method, ...args) => methods.get(`engine.genai.${method}`)!(args, { signal });
  const opened = (await call("model.open", "m", [])) as { readonly handle: number };
  const params = await call("params.create", opened.handle);
  await call("params.set", params, new Map(Object.entries(options)));
  return { call, of: (await call("generator.create", opened.handle, params)) as number };
}

const bytes = (ids: readonly number[]): Uint8Array => new Uint8Array(Int32Array.from(ids).buffer);
const ints = (value: PythonValue): number[] => [...new Int32Array((value as Uint8Array).slice().buffer)];
const floats = (value: PythonValue): number[] => [...new Float32Array((value as Uint8Array).slice().buffer)];
const taken = ([isDone, next, count]: readonly PythonValue[]) => [isDone, ints(next), count];

test.each([
  { do_sample: false, max_length: 300 },
  { do_sample: true, temperature: 0.8, top_k: 5, random_seed: 7, max_length: 300 },
  { do_sample: false, repetition_penalty: 1.3, min_length: 250, max_length: 300 },
])(
  "whatever Python does between steps of a generator, it sees what the generator gives: %j",
  async (options) => {
    for (let seed = 0; seed < 6; seed += 1) {
      const random = new Mt19937(seed);
      const upTo = (count: number): number => random.nextUint32() % count;
      const { call, of } = await genai(options);
      const params = new GeneratorParams(config);
      params.setSearchOptions(options);
      const plain = await Generator.create({ config, decoder: new HashingDecoder() }, params);
      let coming: PythonValue[] = [];
      let count = 0;
      let steps = 0;
      let inARow = 0;
      const state = () => [plain.isDone(), [...plain.getNextTokens()], plain.tokenCount()];
      const actions: (() => Promise<void>)[] = [
        async () =>
          expect(ints(await call("generator.sequence", of, count, 0))).toEqual([...plain.getSequence(0)]),
        async () => {
          coming = [];
          expect(floats(await call("generator.logits", of, count))).toEqual([...(await plain.getLogits())]);
        },
        async () => {
          coming = [];
          const run = (await call("generator.lastRun", of, count)) as { tokens: number; logits: Uint8Array };
          expect([run.tokens, floats(run.logits)]).toEqual([
            plain.lastRun?.tokens,
            [...plain.lastRun!.logits],
          ]);
        },
        async () => {
          coming = [];
          const length = Math.max(1, plain.tokenCount() - upTo(4));
          plain.rewindTo(length);
          expect(taken((await call("generator.rewind", of, count, length)) as PythonValue[])).toEqual(
            state(),
          );
        },
        async () => {
          coming = [];
          if (plain.tokenCount() > 290) return;
          await plain.appendTokens([5, 6]);
          expect(taken((await call("generator.append", of, count, bytes([5, 6]))) as PythonValue[])).toEqual(
            state(),
          );
        },
        // An answer that an interrupt overtakes. A first step cannot be taken back: it stands, as natively.
        async () => {
          if (inARow < 2) return;
          coming = [];
          void call("generator.steps", of, count).catch(() => undefined);
        },
      ];
      await plain.appendTokens([1, 2, seed]);
      await call("generator.append", of, 0, bytes([1, 2, seed]));
      while (plain.tokenCount() < 280 && steps < 300) {
        inARow = 0;
        for (let left = upTo(40); left > 0 && !plain.isDone(); left -= 1) {
          if (coming.length === 0)
            coming = [...((await call("generator.steps", of, count)) as PythonValue[])];
          await plain.generateNextToken();
          steps += 1;
          inARow += 1;
          count += 1;
          expect(taken(coming.shift() as PythonValue[])).toEqual(state());
        }
        await actions[upTo(actions.length)]!();
      }
      expect(steps).toBeGreaterThan(30);
    }
  },
  60_000,
);

test("transformers' draws for tokens that Python did not take are taken back", async () => {
  const options = new Map<string, PythonValue>(
    Object.entries({
      max_length: 200,
      min_length: 0,
      do_sample: true,
      temperature: 1,
      top_k: 50,
      top_p: 1,
      min_p: null,
      repetition_penalty: 1,
      no_repeat_ngram_size: 0,
      eos_token_ids: [],
    }),
  );
  const drawn = async (isAlone: boolean): Promise<number[][]> => {
    const methods = transformersMethods(
      new Handles(),
      () => Promise.resolve({ decoder: new HashingDecoder(), files: {} } as unknown as CausalModel),
      () => nextTurn(),
    );
    const call: Call = async (method, ...args) => methods.get(`engine.lm.${method}`)!(args, { signal });
    const { handle } = (await call("open", "m")) as { readonly handle: number };
    await call("seed", 11);
    const all: number[][] = [];
    for (const most of [1, 9, 30, 50]) {
      const of = await call("begin", handle, bytes([1, 2]), options, isAlone);
      const made: number[] = [];
      while (made.length < most) {
        const coming = (await call("next", of, made.length)) as [number, boolean][];
        made.push(...coming.slice(0, most - made.length).map(([token]) => token));
      }
      // Meanwhile the engine goes on.
      for (let turn = 0; turn < 10; turn += 1) await nextTurn();
      await call("end", of, made.length);
      all.push(made);
    }
    return all;
  };
  expect(await drawn(false)).toEqual(await drawn(true));
});

/** A clock that only steps move. */
function counting(stepMs: number) {
  let made = 0;
  let nowMs = 1000;
  const ahead = new ReadAhead(
    {
      step: async () => {
        nowMs += stepMs;
        made += 1;
        if (made === 400) throw new Error("the end");
        return made;
      },
      isOver: () => false,
      mark: () => {
        const before = made;
        return () => {
          made = before;
        };
      },
    },
    () => nextTurn(),
    () => nowMs,
  );
  const rest = async (): Promise<number> => {
    for (let turn = 0; turn < 100; turn += 1) await nextTurn();
    return made;
  };
  return { ahead, rest };
}

test("the engine goes on for a while after Python's last question, and gives several tokens at once", async () => {
  const { ahead, rest } = counting(4);
  expect(await ahead.next(0)).toEqual([1]);
  expect(await rest()).toBe(1);
  expect(await ahead.next(1)).toEqual([2, 3, 4, 5, 6, 7, 8]);
  expect(await rest()).toBe(39);
  expect(await ahead.next(8)).toEqual(Array.from({ length: 31 }, (_, at) => 9 + at));
});

test("slow steps are made only when they are asked for", async () => {
  const { ahead, rest } = counting(30);
  for (let taken = 0; taken < 4; taken += 1) expect(await ahead.next(taken)).toEqual([taken + 1]);
  expect(await rest()).toBe(4);
});

test("a step that cannot be taken back stands when its answer is interrupted, and no other is made", async () => {
  let made = 0;
  const ahead = new ReadAhead(
    {
      step: async () => {
        await nextTurn();
        made += 1;
        return made;
      },
      isOver: () => false,
      mark: () => null,
    },
    () => nextTurn(),
  );
  const overtaken = async (taken: number): Promise<void> => {
    void ahead.next(taken);
    for (let turn = 0; turn < 10; turn += 1) await nextTurn();
  };
  await overtaken(0);
  expect(made).toBe(1);
  expect(await ahead.next(0)).toEqual([1]);
  for (let turn = 0; turn < 10; turn += 1) await nextTurn();
  expect(made).toBe(1);
  await overtaken(1);
  await ahead.settle(1);
  expect(made).toBe(2);
});

test("an error waits until Python asks for its step", async () => {
  const { ahead } = counting(4);
  let count = 0;
  const asked = async (): Promise<void> => {
    for (;;) count += (await ahead.next(count)).length;
  };
  await expect(asked()).rejects.toThrow("the end");
  expect(count).toBe(399);
});
