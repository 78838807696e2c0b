import { expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import { PrefixReuse } from "./prefix-reuse.ts";
import { ScriptedDecoder } from "./testing/scripted-decoder.ts";

const ids = (...tokenIds: number[]): Int32Array => Int32Array.from(tokenIds);

function reuse(reusableUpTo?: number): { decoder: ScriptedDecoder; reusing: PrefixReuse } {
  const decoder = Object.assign(
    new ScriptedDecoder(16, []),
    reusableUpTo === undefined ? {} : { reusableUpTo },
  );
  return { decoder, reusing: new PrefixReuse(decoder, 1024) };
}

test("a second turn runs only what is new, and tells how much was there", async () => {
  const { decoder, reusing } = reuse();
  const first = await reusing.openSession(20);
  await first.append(ids(1, 2, 3));
  await first.append(ids(4));
  await first.dispose();
  expect(reusing.takeReusedTokens()).toBe(0);

  const second = await reusing.openSession(30);
  await second.append(ids(1, 2, 3, 4, 5, 6));
  expect(second.length).toBe(6);
  expect(decoder.runs.at(-1)).toEqual({ length: 4, tokenIds: [5, 6] });
  expect(reusing.takeReusedTokens()).toBe(4);
  expect(reusing.takeReusedTokens()).toBe(0);
});

test("the same prompt again runs its last token, whose logits are asked for", async () => {
  const { decoder, reusing } = reuse();
  for (let run = 0; run < 2; run++) {
    const session = await reusing.openSession(20);
    await session.append(ids(1, 2, 3));
    await session.dispose();
  }
  expect(decoder.runs).toEqual([
    { length: 0, tokenIds: [1, 2, 3] },
    { length: 2, tokenIds: [3] },
  ]);
});

test("an edited prompt goes on from where it parts", async () => {
  const { decoder, reusing } = reuse();
  const first = await reusing.openSession(20);
  await first.append(ids(1, 2, 3, 4));
  await first.dispose();
  const second = await reusing.openSession(20);
  await second.append(ids(1, 9, 3, 4));
  await second.append(ids(4));
  expect(decoder.runs.slice(1)).toEqual([
    { length: 1, tokenIds: [9, 3, 4] },
    { length: 4, tokenIds: [4] },
  ]);
});

test("positions that were skipped are never taken for known tokens", async () => {
  const { decoder, reusing } = reuse();
  const first = await reusing.openSession(20);
  await first.append(ids(1));
  first.setLength(2);
  await first.append(ids(3));
  await first.dispose();
  const second = await reusing.openSession(20);
  await second.append(ids(1, 2, 3, 4));
  expect(decoder.runs.at(-1)).toEqual({ length: 1, tokenIds: [2, 3, 4] });
});

test("beyond the length at which keys change, everything is run", async () => {
  const { decoder, reusing } = reuse(4);
  const first = await reusing.openSession(20);
  await first.append(ids(1, 2, 3));
  await first.dispose();
  const second = await reusing.openSession(20);
  await second.append(ids(1, 2, 3, 4, 5));
  await second.dispose();
  const third = await reusing.openSession(20);
  await third.append(ids(1, 2));
  expect(decoder.runs.slice(1)).toEqual([
    { length: 0, tokenIds: [1, 2, 3, 4, 5] },
    { length: 0, tokenIds: [1, 2] },
  ]);
});

test("a larger cache takes the place of one that is too small, and one cache is kept at most", async () => {
  const { decoder, reusing } = reuse();
  const first = await reusing.openSession(20);
  await first.append(ids(1, 2));
  await first.dispose();
  const second = await reusing.openSession(600);
  await second.append(ids(1, 2));
  expect(decoder.runs.at(-1)).toEqual({ length: 0, tokenIds: [1, 2] });
  const beside = await reusing.openSession(20);
  await second.dispose();
  await beside.dispose();
  expect(decoder.openSessionCount).toBe(1);
  await reusing.dispose();
  expect(decoder.openSessionCount).toBe(0);
});

test("a session holds what it was opened for, whatever its cache could", async () => {
  const { reusing } = reuse();
  const session = await reusing.openSession(2);
  await expect(session.append(ids(1, 2, 3))).rejects.toThrow(
    "The KV cache holds 2 tokens and was asked for 3 tokens after 0.",
  );
  await session.dispose();
  await expect(session.append(ids(1))).rejects.toThrow("The KV cache is disposed of.");
});

test("where memory is short, a cache is as large as was asked for, and no larger", async () => {
  const decoder = new ScriptedDecoder(16, []);
  const open = decoder.openSession.bind(decoder);
  decoder.openSession = (capacity) =>
    capacity <= 100 ? open(capacity) : Promise.reject(new AppError("out-of-memory", "There is no room."));
  const reusing = new PrefixReuse(decoder, 1024);
  const session = await reusing.openSession(100);
  await session.append(ids(1, 2, 3));
  expect(session.length).toBe(3);
  await session.dispose();
  await expect(reusing.openSession(101)).rejects.toMatchObject({ code: "out-of-memory" });
});
