import type { KernelMachine } from "#int4/kernel-verdict.ts";
import type { ModelBundle } from "../bundle.ts";
import { type BundleReport, inspectBundle } from "../inspect.ts";
import { hostOf } from "./fetch-range.ts";
import { type DownloadPlan, type Fitness, hubRepository } from "./plan.ts";
import type { SourceOptions } from "./source-request.ts";

interface InspectPlanOptions extends SourceOptions {
  /** What the int4 kernel will run on. */
  readonly machine?: KernelMachine;
  /** Called as answers arrive, with the bytes since the last call. */
  readonly onFetchedBytes?: (bytes: number) => void;
}

/**
 * What the model cell will say about a model, judged by its listing, its small files and its graph before its weights are downloaded.
 * @returns null for a bundle file, whose parts have no addresses of their own.
 * @throws AppError "network", "invalid-bundle" if a small file cannot be read, "aborted".
 */
export async function inspectPlan(
  { id, name, origin, files }: DownloadPlan,
  { fetch, signal, token = null, machine, onFetchedBytes }: InspectPlanOptions,
): Promise<BundleReport | null> {
  if (origin.kind === "file" || files.some(({ part }) => part !== undefined)) return null;
  const host = hostOf(origin.kind === "hub" ? origin.hubUrl : origin.url);
  const bundle: ModelBundle = {
    id,
    name,
    isDemo: false,
    description: "",
    origin: {
      kind: "download",
      host,
      ...(origin.kind === "hub" && { hub: hubRepository(origin) }),
    },
    files: withoutWeights(files)
      // The card says nothing about whether it runs.
      .filter(({ path }) => path !== "README.md")
      .map(({ path, sizeBytes, url }) => ({ path, sizeBytes, source: { kind: "url", url } })),
  };
  const authorised: typeof globalThis.fetch = async (input, init) => {
    const headers = new Headers(init?.headers);
    if (token !== null) headers.set("Authorization", `Bearer ${token}`);
    const response = await fetch(input, {
      ...init,
      headers,
      credentials: "omit",
      referrerPolicy: "no-referrer",
    });
    return onFetchedBytes === undefined ? response : counted(response, onFetchedBytes);
  };
  return inspectBundle(bundle, { fetch: authorised, signal, ...(machine && { machine }) });
}

function counted(response: Response, onBytes: (bytes: number) => void): Response {
  if (response.body === null) return response;
  const counter = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
    transform: (chunk, controller) => {
      onBytes(chunk.length);
      controller.enqueue(chunk);
    },
  });
  return new Response(response.body.pipeThrough(counter), response);
}

/** A graph that contains its weights is not read beforehand: it counts as too large. */
function withoutWeights(files: DownloadPlan["files"]): DownloadPlan["files"] {
  return files.map((file) => {
    const isGraph = file.path.endsWith(".onnx") && file.sizeBytes > largestBareGraphBytes;
    const isBare = files.some(
      ({ path }) => path.startsWith(`${file.path}.data`) || path.startsWith(`${file.path}_data`),
    );
    return isGraph && !isBare ? { ...file, sizeBytes: Number.MAX_SAFE_INTEGER } : file;
  });
}

const largestBareGraphBytes = 1 << 20;

/** More folders are not inspected one by one. */
const maxJudged = 8;

/** Plans, sorted by how well they run here; the wanted one stays first. */
export async function byVerdict(
  plans: readonly DownloadPlan[],
  isFirstWanted: boolean,
  options: SourceOptions,
): Promise<readonly DownloadPlan[]> {
  if (plans.length < 2 || plans.length > maxJudged) return plans;
  const judged = await Promise.all(
    plans.map(async (plan) => {
      const fitness = fitnessOf(await inspectPlan(plan, options).catch(() => null));
      return { ...plan, fitness };
    }),
  );
  options.signal.throwIfAborted();
  const rest = isFirstWanted ? judged.slice(1) : judged;
  return [
    ...judged.slice(0, judged.length - rest.length),
    ...rest.toSorted((a, b) => order.indexOf(a.fitness) - order.indexOf(b.fitness)),
  ];
}

const order: readonly Fitness[] = ["both", "one", "slow", "unknown", "none"];

function fitnessOf(report: BundleReport | null): Fitness {
  if (report === null) return "unknown";
  const { transformers, pyfunc, runtime } = report;
  const running = [transformers, pyfunc].filter(({ runs }) => runs.ready).length;
  if (running === 0) return "none";
  if (runtime?.kind === "onnxruntime-web") return "slow";
  return running === 2 ? "both" : "one";
}
