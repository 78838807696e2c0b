/** A short part of `npm run fuzz`, the same inputs each time: what the page reads, the real peers read, and as the same. */
import { readFile } from "node:fs/promises";
import { fileURLToPath } from "node:url";
import { afterAll, expect, test } from "vitest";
import { keptAnswer } from "../peers/kept-answers.ts";
import { disagreement, Peers, type PeerVerdict } from "./ask-peers.mjs";
import { makeTargets } from "./targets.ts";
import { inputOf, tryInput } from "./try-input.ts";

const MUTATED = 25;
const SCRIPT = await readFile(new URL("peers.py", import.meta.url), "utf8");
/** The model that the script makes others of. */
const TINY = fileURLToPath(new URL("../peers/fixtures/genai/tiny-fp32", import.meta.url));

let peers: Peers | undefined;
const targets = Object.entries(await makeTargets()).filter(([, { peer }]) => peer !== undefined);

afterAll(() => peers?.end());

test.each(targets)("%s: nothing is read that its real peer refuses", async (_, target) => {
  const read = [];
  for (let seed = 0; seed < target.seeds.length + MUTATED; seed += 1) {
    const bytes = inputOf(target, seed);
    const outcome = await tryInput(target, bytes);
    if (outcome.kind === "read") read.push({ seed, bytes, claim: outcome.claim });
  }
  const verdicts = await verdictsOf(
    target.peer ?? "",
    read.map(({ bytes }) => bytes),
  );
  expect(verdicts.length).toBe(read.length);
  const disagreements = read.flatMap(({ seed, claim }, at) => {
    const why = disagreement(claim, verdicts[at]!);
    return why === null ? [] : [`seed ${seed}: ${why}`];
  });
  expect(disagreements).toEqual([]);
  expect(verdicts.filter(({ accepts }) => accepts !== null).length).toBeGreaterThan(0);
});

async function verdictsOf(peer: string, inputs: readonly Uint8Array[]): Promise<readonly PeerVerdict[]> {
  const asked = [SCRIPT, peer, inputs.map((bytes) => Buffer.from(bytes).toString("base64"))];
  const answer = await keptAnswer({ asked, reads: TINY }, async () => {
    const asks = (peers ??= new Peers());
    const verdicts: PeerVerdict[] = [];
    for (const bytes of inputs) verdicts.push(await asks.ask(peer, bytes));
    return JSON.stringify(verdicts);
  });
  return JSON.parse(answer) as readonly PeerVerdict[];
}
