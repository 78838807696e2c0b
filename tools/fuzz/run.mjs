/**
 * `npm run fuzz -- --minutes 5 [--seed 0] [--target pickle]`: drives every parser with hostile inputs, each with a budget of time
 * and memory, and ends with status 1 where one hangs, takes more than a second, fails in words that are JavaScript's own, or is read
 * where the real peer refuses it or reads something else. The same seed tries the same inputs. What was found is written to
 * .cache/fuzz; put it into corpus when it is mended.
 */
import { mkdirSync, writeFileSync } from "node:fs";
import { exit } from "node:process";
import { parseArgs } from "node:util";
import { Worker } from "node:worker_threads";
import { disagreement, Peers } from "./ask-peers.mjs";

const MAX_MS = 1000;
const HANG_MS = 15_000;
const MAX_MEGABYTES = 2000;
const FOUND = ".cache/fuzz";

const { values } = parseArgs({
  options: {
    minutes: { type: "string", default: "5" },
    seed: { type: "string", default: "0" },
    target: { type: "string", multiple: true, default: [] },
  },
});
const untilMs = Date.now() + Number(values.minutes) * 60_000;
const counts = { read: 0, refused: 0, raw: 0, slow: 0, hang: 0, compared: 0, disagree: 0 };
const skip = [];
const peers = new Peers();
const asked = [];
let seed = Number(values.seed);

mkdirSync(FOUND, { recursive: true });
while (Date.now() < untilMs) await runWorker();
console.log(`${peers.waitingCount} inputs are still with the peers.`);
await Promise.all(asked);
peers.end();

const tried = counts.read + counts.refused + counts.raw + counts.hang;
console.log(
  `${tried} inputs: ${counts.read} read, ${counts.refused} refused, ${counts.raw} raw errors, ${counts.slow} over ${MAX_MS} ms, ${counts.hang} hangs; ${counts.disagree} of ${counts.compared} read otherwise than by the real peers; the next seed is ${seed}`,
);
exit(tried > 0 && counts.raw + counts.slow + counts.hang + counts.disagree === 0 ? 0 : 1);

/** Until its time is over, or it had to be ended. */
function runWorker() {
  return new Promise((resolve) => {
    let now = null;
    let timer;
    const worker = new Worker(new URL("fuzz-worker.mjs", import.meta.url), {
      workerData: { names: values.target, firstSeed: seed, skip, untilMs },
      resourceLimits: { maxOldGenerationSizeMb: MAX_MEGABYTES },
    });
    const end = (why) => {
      clearTimeout(timer);
      if (now !== null) {
        counts.hang += 1;
        report(now, why);
        skip.push(`${now.target} ${now.seed}`);
      }
      void worker.terminate().then(resolve);
    };
    worker.on("message", (told) => {
      clearTimeout(timer);
      if (told.kind === "begin") {
        now = told;
        seed = told.seed;
        timer = setTimeout(() => end("hangs"), HANG_MS);
        return;
      }
      const { kind, ms, words, claim } = told.outcome;
      if (now.peer !== undefined && kind === "read") asked.push(compare(now, claim));
      counts[kind] += 1;
      if (kind === "raw") report(now, words);
      if (ms > MAX_MS) {
        counts.slow += 1;
        report(now, `takes ${Math.round(ms)} ms`);
      }
      now = null;
    });
    worker.on("error", (error) => end(String(error)));
    worker.on("exit", () => {
      clearTimeout(timer);
      resolve();
    });
  });
}

async function compare(input, claim) {
  const verdict = await peers.ask(input.peer, input.bytes);
  if (verdict.accepts !== null) counts.compared += 1;
  const why = disagreement(claim, verdict);
  if (why === null) return;
  counts.disagree += 1;
  report(input, why);
}

function report({ target, seed: its, bytes }, why) {
  const path = `${FOUND}/${target}.${its}`;
  writeFileSync(path, bytes);
  console.log(`${target}, seed ${its}, ${bytes.length} bytes (${path}): ${why}\n`);
}
