import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import path from "node:path";
import { messageOf } from "#base/errors.ts";
import { ensureLibrary } from "../tools/library/ensure.mjs";
import { type EnvironmentName, makeEnvironments } from "../tools/peers/setup.mjs";
import { BrowserPeer } from "./browser/browser-peer.ts";
import { buildPage } from "./browser/build-page.ts";
import { servePage } from "./browser/page-server.ts";
import { machineLine } from "./machine.ts";
import { replaceSection } from "./marked-section.ts";
import { measureRound, type Peer, type Plan } from "./measure.ts";
import { NativePeer } from "./native/native-peer.ts";
import { type BenchOptions, engineNames, parseOptions, usage } from "./options.ts";
import {
  type EngineName,
  mergeResults,
  type NativeEngineName,
  type ResultsJson,
  type Row,
  rowsOf,
  type Sample,
} from "./rows.ts";
import { shapeFiles, type ShapeFiles, type ShapeName, shapeNames } from "./shapes.ts";
import { tableOf } from "./table.ts";

const root = path.resolve(import.meta.dirname, "..");
const resultsPath = path.join(root, "bench/results/engine.json");
const documentPath = path.join(root, "docs/performance.md");

/** A measurement that took longer than this in the first round is not repeated in the others. */
const repeatLimitMs = 20_000;

/** Their scripts beside native-peer.ts, and the Python environments that those run in. */
const nativeEngines: Readonly<
  Record<NativeEngineName, { readonly script: string; readonly environment: EnvironmentName }>
> = {
  native: { script: "native_peer.py", environment: "current" },
  "llama.cpp": { script: "llama_cpp_peer.py", environment: "llama-cpp" },
};

/** One engine, shape and thread count, over all rounds. */
interface Contender {
  readonly shape: ShapeName;
  readonly engine: EngineName;
  readonly threads: number;
  readonly open: () => Promise<Peer>;
  readonly plan: Plan;
  readonly samples: Sample[];
  /** Names of what took too long to be repeated. */
  readonly done: Set<string>;
}

/** Runs the bench. Only a failure of the bench itself, not an engine's, sets the exit status. */
export async function main(args: readonly string[]): Promise<void> {
  if (args.includes("--help")) {
    console.log(usage);
    return;
  }
  let options: BenchOptions;
  try {
    options = parseOptions(args);
  } catch (error) {
    console.error(`${messageOf(error)}\n\n${usage}`);
    process.exitCode = 2;
    return;
  }
  // Where it does not stand yet, it is made now and not under the clock.
  const environments = options.engines.flatMap((engine) =>
    isNative(engine) ? nativeEngines[engine].environment : [],
  );
  await makeEnvironments(environments);
  const shapes = await Promise.all(options.shapes.map((name) => shapeFiles(name, root)));
  const libraryFolder = await ensureLibrary();
  const pageFolder = await buildPage(root);
  const { server, url } = await servePage([
    ...shapes.flatMap(({ model, bundleFolder, ggufFolder }) =>
      [bundleFolder, ggufFolder].map((folder) => ({ at: `/models/${model.name}/`, folder })),
    ),
    { at: "/phi3-mlflow/", folder: path.join(libraryFolder, "dist") },
    { at: "/", folder: pageFolder },
  ]);
  const profileFolder = mkdtempSync(path.join(root, ".cache/bench-profile-"));
  try {
    const contenders = contendersOf(options, shapes, { pageUrl: `${url}/index.html`, profileFolder });
    const machine = await machineLine();
    const rows = (): Row[] => contenders.flatMap((own) => rowsOf(own, own.samples));
    for (let round = 1; round <= options.rounds; round += 1) {
      for (const contender of contenders) await runRound(contender, round);
      // After each round, so that a run that is ended early leaves something.
      keep(options, machine, rows());
    }
    console.log(`\n${machine}\n\n${tablesOf(rows(), options.engines)}`);
  } finally {
    server.closeAllConnections();
    server.close();
    rmSync(profileFolder, { recursive: true, force: true });
  }
}

/** In the order in which a round runs them: the engines of one shape and thread count are neighbours in time. */
function contendersOf(
  { engines, threads, isQuick, limitMs }: BenchOptions,
  shapes: readonly ShapeFiles[],
  browser: { readonly pageUrl: string; readonly profileFolder: string },
): Contender[] {
  const contexts = isQuick ? [64] : [64, 1000, 4000];
  return shapes.flatMap(({ model, bundleFolder, ggufFolder, hasGguf }) =>
    threads.flatMap((threads) =>
      engines
        .filter((engine) => !(engine === "wllama" || engine === "llama.cpp") || hasGguf)
        .map((engine): Contender => {
          const open = (): Promise<Peer> =>
            isNative(engine)
              ? Promise.resolve(
                  new NativePeer({
                    ...nativeEngines[engine],
                    path: engine === "native" ? bundleFolder : path.join(ggufFolder, model.ggufPath),
                    contextLength: model.contextLength,
                    threads,
                  }),
                )
              : BrowserPeer.open({ engine, model, threads, ...browser });
          const plan: Plan = {
            prompts: isQuick ? [64] : [64, 512],
            contexts: contexts.filter((context) => context < model.contextLength),
            contextLength: model.contextLength,
            budgetMs: isQuick ? 500 : 4000,
            limitMs,
          };
          return {
            shape: model.name as ShapeName,
            engine,
            threads,
            open,
            plan,
            samples: [],
            done: new Set(),
          };
        }),
    ),
  );
}

async function runRound(contender: Contender, round: number): Promise<void> {
  const { shape, engine, threads, open, plan, samples, done } = contender;
  console.log(`— round ${round}: ${shape}, ${threads} thread${threads === 1 ? "" : "s"}, ${engine} —`);
  let startMs = performance.now();
  await measureRound(
    open,
    plan,
    ({ metric, context }) => !done.has(`${metric} ${context}`),
    (sample) => {
      samples.push(sample);
      const name = `${sample.metric} ${sample.context}`;
      if ("reason" in sample) console.log(`  ${name}: ${sample.reason}`);
      else console.log(`  ${name}: ${sample.values.map((value) => value.toFixed(1)).join(" ")}`);
      const nowMs = performance.now();
      if (nowMs - startMs > repeatLimitMs) done.add(name);
      startMs = nowMs;
    },
  );
}

function isNative(engine: EngineName): engine is NativeEngineName {
  return engine in nativeEngines;
}

/** Writes the results, where they have native's and are no quick run's. */
function keep({ engines, isQuick }: BenchOptions, machine: string, rows: readonly Row[]): void {
  if (isQuick || !engines.includes("native")) return;
  const earlier = existsSync(resultsPath)
    ? (JSON.parse(readFileSync(resultsPath, "utf8")) as ResultsJson)
    : null;
  const results = mergeResults(earlier, { machine, date: new Date().toISOString(), rows });
  mkdirSync(path.dirname(resultsPath), { recursive: true });
  writeFileSync(resultsPath, `${JSON.stringify(results, null, 1)}\n`);
  const content = `Measured on ${machine}.\n\n${tablesOf(results.rows, engineNames)}`;
  writeFileSync(documentPath, replaceSection(readFileSync(documentPath, "utf8"), "bench:engine", content));
  console.log(`Written to ${path.relative(root, resultsPath)} and ${path.relative(root, documentPath)}.`);
}

/** A table for each shape that has rows. */
function tablesOf(rows: readonly Row[], engines: readonly EngineName[]): string {
  return shapeNames
    .filter((shape) => rows.some((row) => row.shape === shape))
    .map((shape) => {
      const measured = engines.filter((engine) =>
        rows.some((row) => row.shape === shape && row.engine === engine),
      );
      return tableOf(shape, rows, measured);
    })
    .join("\n\n");
}
