/** `npm run bench:bundle`: how long a model takes into the page, and how much memory, against transformers.js and wllama. */
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { messageOf } from "#base/errors.ts";
import { BrowserPeer } from "../browser/browser-peer.ts";
import { buildPage } from "../browser/build-page.ts";
import { servePage } from "../browser/page-server.ts";
import { type BundleEngineName, bundleEngineNames } from "../engines/engine-names.ts";
import { machineLine } from "../machine.ts";
import { replaceSection } from "../marked-section.ts";
import { type LoadShapeName, loadShapeNames, shapeFiles, type ShapeFiles } from "../shapes.ts";
import { type BundleMetric, type BundleResultsJson, bundleTable, mergeBundleRows, metrics } from "./rows.ts";
import { writeManifest } from "./write-manifest.ts";

const usage = `npm run bench:bundle -- [options]
  --shapes a,b   of ${loadShapeNames.join(", ")}; without it, 1gb
  --large        phi3-mini too
  --rounds n     without it, 3
  --quick        one round of demo, which only shows that everything works
Results are kept (bench/results/bundle.json, docs/performance.md), and not of --quick.`;

const root = path.resolve(import.meta.dirname, "../..");
const resultsPath = path.join(root, "bench/results/bundle.json");
const documentPath = path.join(root, "docs/performance.md");
const threads = 2;

/** One engine and shape, over all rounds. */
interface Measured {
  readonly values: Map<BundleMetric, number[]>;
  reason?: string;
}

export async function main(args: readonly string[]): Promise<void> {
  const { values } = parseArgs({
    args: [...args],
    options: {
      help: { type: "boolean", default: false },
      shapes: { type: "string" },
      large: { type: "boolean", default: false },
      rounds: { type: "string" },
      quick: { type: "boolean", default: false },
    },
  });
  const wanted = values.shapes?.split(",") ?? [values.quick ? "demo" : "1gb"];
  if (values.large) wanted.push("phi3-mini");
  const names = loadShapeNames.filter((name) => wanted.includes(name));
  const rounds = Number(values.rounds ?? (values.quick ? 1 : 3));
  if (values.help || names.length !== new Set(wanted).size || !Number.isInteger(rounds) || rounds < 1) {
    console.log(usage);
    if (!values.help) process.exitCode = 2;
    return;
  }
  const shapes = await Promise.all(names.map((name) => shapeFiles(name, root)));
  const folders: { at: string; folder: string }[] = [];
  for (const shape of shapes) {
    const at = `/models/${shape.model.name}/`;
    // The page's own demo has a list of more files than the engines read.
    folders.push({ at, folder: await writeManifest(shape, root) });
    folders.push({ at, folder: shape.bundleFolder }, { at, folder: shape.ggufFolder });
  }
  const pageFolder = await buildPage(root);
  const { server, url } = await servePage([...folders, { at: "/", folder: pageFolder }]);
  try {
    const rows: BundleResultsJson["rows"][number][] = [];
    for (const shape of shapes) {
      const measured = new Map<BundleEngineName, Measured>(
        bundleEngineNames.map((engine) => [engine, { values: new Map() }]),
      );
      for (let round = 1; round <= rounds; round += 1) {
        for (const [engine, own] of measured) await measure(engine, shape, own, `${url}/index.html`);
      }
      for (const [engine, own] of measured) rows.push(...rowsOf(engine, shape, own));
    }
    keep({ machine: await machineLine(), date: new Date().toISOString(), rows }, values.quick);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** Both ways in: to the store and then from it, and the first visit at once. Each in a browser that knows nothing yet. */
async function measure(
  engine: BundleEngineName,
  files: ShapeFiles,
  own: Measured,
  pageUrl: string,
): Promise<void> {
  const { model } = files;
  console.log(`— ${model.name}, ${engine} —`);
  if (engine === "wllama" && !files.hasGguf) own.reason = "no Q4_0 of these weights";
  if (own.reason !== undefined) return;
  const modelBytes = bytesOf(engine, files);
  const profileFolder = mkdtempSync(path.join(root, ".cache/bench-profile-"));
  const open = (folder: string): Promise<BrowserPeer> =>
    BrowserPeer.open({ engine, model, threads, pageUrl, profileFolder: folder });
  const add = (metric: BundleMetric, value: number): void => {
    own.values.set(metric, [...(own.values.get(metric) ?? []), value]);
    console.log(
      `  ${metric}: ${metric.startsWith("memory") ? `${(value / 1e6).toFixed(0)} MB` : `${value.toFixed(0)} ms`}`,
    );
  };
  try {
    await using(open(path.join(profileFolder, "a")), async (peer) => {
      const startMs = performance.now();
      await peer.store();
      add("keep", performance.now() - startMs);
    });
    await using(open(path.join(profileFolder, "a")), async (peer) => add("load", await peer.load("storage")));
    await using(open(path.join(profileFolder, "b")), async (peer) => {
      // The others keep what they download where they are to look for it first, as their users have it.
      add("both", await peer.load(engine === "bundle" ? "network" : "storage"));
      const bytes = await peer.peakBytes();
      add("memory", bytes);
      add("memory beyond the model", bytes - modelBytes);
    });
  } catch (error) {
    own.reason = messageOf(error);
    console.log(`  ${own.reason}`);
  } finally {
    rmSync(profileFolder, { recursive: true, force: true, maxRetries: 5 });
  }
}

async function using(
  opening: Promise<BrowserPeer>,
  use: (peer: BrowserPeer) => Promise<void>,
): Promise<void> {
  const peer = await opening;
  try {
    await use(peer);
  } finally {
    await peer.close();
  }
}

/** llama.cpp's form of the model is a little larger or smaller than the others'. */
function bytesOf(engine: BundleEngineName, { model, ggufFolder }: ShapeFiles): number {
  if (engine === "wllama") return statSync(path.join(ggufFolder, model.ggufPath)).size;
  return model.files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
}

function rowsOf(
  engine: BundleEngineName,
  shape: ShapeFiles,
  { values, reason }: Measured,
): BundleResultsJson["rows"] {
  const modelBytes = bytesOf(engine, shape);
  return metrics.map((metric) => ({
    shape: shape.model.name as LoadShapeName,
    engine,
    metric,
    values: values.get(metric) ?? [],
    ...(reason !== undefined && { reason }),
    modelBytes,
  }));
}

function keep(now: BundleResultsJson, isQuick: boolean): void {
  const earlier = existsSync(resultsPath)
    ? (JSON.parse(readFileSync(resultsPath, "utf8")) as BundleResultsJson)
    : null;
  const results = isQuick ? now : mergeBundleRows(earlier, now);
  const tables = loadShapeNames
    .filter((shape) => results.rows.some((row) => row.shape === shape))
    .map((shape) => bundleTable(shape, results.rows, bundleEngineNames));
  const content = `Measured on ${now.machine}, ${threads} threads.\n\n${tables.join("\n\n")}`;
  console.log(`\n${content}`);
  if (isQuick) return;
  mkdirSync(path.dirname(resultsPath), { recursive: true });
  writeFileSync(resultsPath, `${JSON.stringify(results, null, 1)}\n`);
  writeFileSync(documentPath, replaceSection(readFileSync(documentPath, "utf8"), "bench:bundle", content));
}
