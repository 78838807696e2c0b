/**
 * `npm run bench:app`: how fast the page opens and how it bears a large notebook, in Chromium with a slowed processor. `-- --only large`
 * measures the large notebook alone, and writes nothing.
 */
import { spawnSync } from "node:child_process";
import { writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { machineLine } from "../machine.ts";
import { loadShapeNames, shapeFiles } from "../shapes.ts";
import { summaryOf } from "../statistics.ts";
import {
  LARGE_CELLS,
  type LargeNotebook,
  measureLargeNotebook,
  measureOpening,
  measurePython,
  measureShift,
} from "./measure-app.ts";
import { measureStreaming } from "./measure-streaming.ts";
import { measureInterrupts, measureOverhead } from "./measure-python.ts";
import { SCREENS } from "./with-page.ts";

const ROOT = fileURLToPath(new URL("../..", import.meta.url));
const RESULTS = "bench/results/app.json";
/** The page's promise: JavaScript, compressed, before the first cell can be edited. */
const SCRIPT_LIMIT_BYTES = 250_000;
/** A phone of the middle range, for which this stands in Lighthouse too. */
const SLOWDOWN = 4;
const ROUNDS = 5;
/** Half of what counts as good. */
const SHIFT_LIMIT = 0.05;

export async function main(): Promise<void> {
  const { shape, only } = parseArgs({
    options: { shape: { type: "string", default: "demo" }, only: { type: "string" } },
  }).values;
  if (only !== undefined && only !== "large") throw new Error("--only is large: the notebook of many cells.");
  console.log("Building the page …");
  // In a process of its own: this one runs as development, and so would React.
  const vite = createRequire(import.meta.url).resolve("vite/package.json");
  const built = spawnSync(
    process.execPath,
    [path.join(path.dirname(vite), "bin/vite.js"), "build", "--logLevel", "error"],
    { cwd: ROOT, stdio: "inherit", env: { ...process.env, NODE_ENV: "production" } },
  );
  if (built.status !== 0) throw new Error("The page could not be built.");
  const folder = path.join(ROOT, "dist");

  if (only === "large") {
    await measureLarge(folder);
    return;
  }

  const openings = [];
  for (let round = 0; round < ROUNDS; round++) openings.push(await measureOpening(folder, SLOWDOWN));
  const [first] = openings;
  const scriptBytes = Math.max(...openings.map((opening) => opening.scriptBytes), first?.scriptBytes ?? 0);
  console.log(
    `JavaScript before the first edit: ${kilobytes(scriptBytes)} of ${kilobytes(SCRIPT_LIMIT_BYTES)}`,
  );
  const opening = {
    scriptBytes,
    scriptLimitBytes: SCRIPT_LIMIT_BYTES,
    firstPaintMs: summaryOf(openings.map(({ firstPaintMs }) => firstPaintMs)),
    firstEditMs: summaryOf(openings.map(({ firstEditMs }) => firstEditMs)),
  };
  console.log(
    `first paint ${Math.round(opening.firstPaintMs.median)} ms, first edit ${Math.round(opening.firstEditMs.median)} ms, at 1/${SLOWDOWN} of the speed`,
  );

  const shift: Record<string, number> = {};
  for (const [screen, options] of Object.entries(SCREENS)) {
    shift[screen] = await measureShift(folder, SLOWDOWN, options);
    console.log(`layout shift, ${screen}: ${shift[screen].toFixed(3)}, at most ${SHIFT_LIMIT}`);
  }

  const large = await measureLarge(folder);
  const streaming = [];
  for (const slowdown of [1, SLOWDOWN]) {
    const measured = await measureStreaming(folder, slowdown);
    streaming.push({ slowdown, ...measured });
    const { frames, msPerPiece } = measured;
    console.log(
      `a long answer at 1/${slowdown}: drops ${frames.dropped} of ${frames.shown + frames.dropped} frames; ${msPerPiece.toFixed(1)} ms of the main thread a piece`,
    );
  }
  const pythons = [];
  for (let round = 0; round < ROUNDS; round++) pythons.push(await measurePython(folder));
  const python = {
    firstVisitMs: summaryOf(pythons.map(({ firstVisitMs }) => firstVisitMs)),
    laterVisitMs: summaryOf(pythons.map(({ laterVisitMs }) => laterVisitMs)),
    restartedMs: summaryOf(pythons.map(({ restartedMs }) => restartedMs)),
  };
  console.log(
    `Python ready: first visit ${python.firstVisitMs.median} ms, later ${python.laterVisitMs.median} ms, after a restart ${python.restartedMs.median} ms`,
  );
  const { interruptMs, memoryBytes } = await measureInterrupts(folder);
  console.log(
    `Stop ends, in ms: ${Object.entries(interruptMs)
      .map(([what, ms]) => `${what} ${Math.round(ms)}`)
      .join(", ")}; the page's memory grows from ${memoryBytes.before} to ${memoryBytes.after} bytes`,
  );
  const name = loadShapeNames.find((each) => each === shape);
  if (name === undefined) throw new Error(`--shape is one of ${loadShapeNames.join(", ")}.`);
  const overhead = await measureOverhead(folder, (await shapeFiles(name, ROOT)).bundleFolder);
  console.log(
    `a token of ${name}: ${overhead.directMs} ms by the page's own call, ${overhead.transformersMs} by transformers in Python, ${overhead.genaiMs} by onnxruntime_genai`,
  );
  const result = {
    machine: await machineLine(),
    date: new Date().toISOString(),
    slowdown: SLOWDOWN,
    opening,
    shift,
    large,
    streaming,
    python: { ...python, interruptMs, memoryBytes, overhead: { shape: name, ...overhead } },
  };
  await writeFile(path.join(ROOT, RESULTS), `${JSON.stringify(result, null, 1)}\n`);
  console.log(`Written to ${RESULTS}.`);
  if (scriptBytes > SCRIPT_LIMIT_BYTES) {
    console.error("The page sends more JavaScript than it may before the first cell can be edited.");
    process.exitCode = 1;
  }
}

async function measureLarge(
  folder: string,
): Promise<readonly ({ readonly slowdown: number } & LargeNotebook)[]> {
  const large = [];
  for (const slowdown of [1, SLOWDOWN]) {
    const measured = await measureLargeNotebook(folder, slowdown);
    large.push({ slowdown, ...measured });
    const { openMs, scroll, typing, keyToPaintMs } = measured;
    console.log(
      `${LARGE_CELLS} cells at 1/${slowdown}: open ${openMs} ms; scroll drops ${scroll.dropped} of ${scroll.shown + scroll.dropped} frames, ` +
        `typing ${typing.dropped} of ${typing.shown + typing.dropped}; a key ${keyToPaintMs.median} ms, at most ${keyToPaintMs.longest} ms`,
    );
  }
  return large;
}

function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1)} kB`;
}
