import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { readSources } from "#components/texts/testing/read-sources.ts";
import { RpcClient } from "#workers/rpc/client.ts";
import type { WorkerLike } from "#workers/rpc/worker-like.ts";
import { demoTexts } from "./demo-texts.ts";
import { loadCatalog, problemOf, spoken } from "./problem.ts";

beforeEach(() => vi.stubGlobal("self", { origin: "https://blog.example" }));
afterEach(() => vi.unstubAllGlobals());

const english = (error: AppError) => problemOf(error, demoTexts("en"), {});

/** What a call rejects with once its worker has said something. */
async function errorOf(type: "error" | "message", event: Partial<ErrorEvent> & { data?: unknown }) {
  let tell = (_event: Event): void => {};
  const worker: WorkerLike = {
    postMessage: () => tell({ preventDefault: () => undefined, ...event } as Event),
    terminate: () => undefined,
    addEventListener: (of, listener) => {
      if (of === type) tell = listener;
    },
  };
  return AppError.from(
    await new RpcClient(() => worker, undefined).call("load", []).catch((error: unknown) => error),
  );
}

test("a reader learns what a page forbids, whoever says so", async () => {
  const { noEngine, noOrigin } = demoTexts("en");
  const forbidden = [
    await errorOf("error", {}),
    new AppError("internal", "call to WebAssembly.compile() blocked by CSP"),
    new AppError(
      "internal",
      "WebAssembly.compile() violates the following Content Security policy directive",
    ),
    AppError.from(new DOMException("The operation is insecure.", "SecurityError")),
  ];
  expect(forbidden.map((error) => english(error).text)).toEqual(Array(4).fill(noEngine));
  vi.stubGlobal("self", { origin: "null" });
  expect(english(forbidden[0]!).text).toBe(noOrigin);
});

test("an address that has CSP in it is no policy", () => {
  const error = new AppError("network", message`${"https://csp.example/"} cannot be read.`);
  expect(english(error).text).toBe("https://csp.example/ cannot be read.");
});

test("a reader is not told what programmers do when a worker has ended", async () => {
  const failed = await errorOf("error", { message: "out of memory" });
  expect(english(failed)).toEqual({ text: "The worker failed: out of memory.", lang: "en" });
  const gone = new AppError("not-found", message`Load the model again, with Model.load.`);
  expect(english(gone).text).toBe(demoTexts("en").lost);
});

test("a German demo says the engine's errors in German, and marks what is English", async () => {
  const german = demoTexts("de");
  const catalog = await loadCatalog(german);
  const url = "https://files.example/bundle.json";
  const error = new AppError(
    "network",
    message`${url} cannot be read: the server answered ${404}. Check the address.`,
  );
  expect(problemOf(error, german, catalog)).toEqual({
    text: `${url} kann nicht gelesen werden: Der Server hat mit 404 geantwortet. Prüfen Sie die Adresse.`,
    lang: "de",
  });
  expect(problemOf(new AppError("internal", "Out of cheese"), german, catalog).lang).toBe("en");
  expect(await loadCatalog(demoTexts("fr"))).toEqual({});
});

test("a German demo tells each step of loading in German, as exactly as in English", async () => {
  const german = demoTexts("de");
  const steps = [
    message`Reading ${"tokenizer.json"}`,
    message`Checking ${"model.onnx"}`,
    message`Reading the weights`,
    message`Downloading ${"model.zip"}`,
  ];
  const catalog = await loadCatalog(german);
  expect(steps.map((step) => spoken(step, german, catalog))).toEqual([
    { text: "tokenizer.json wird gelesen", lang: "de" },
    { text: "model.onnx wird geprüft", lang: "de" },
    { text: "Die Gewichte werden gelesen", lang: "de" },
    { text: "model.zip wird heruntergeladen", lang: "de" },
  ]);
  // Until the catalog is there.
  expect(spoken(message`Reading the weights`, german, {})).toEqual({
    text: "Reading the weights",
    lang: "en",
  });
});

test("a German demo has German for all that its engine says", async () => {
  const inSrc = ["base", "bundle", "genai", "inference", "int4", "library", "onnx", "tokenizer"];
  const inWorkers = ["inference", "library", "rpc"];
  const folders = [...inSrc.map((name) => `src/${name}`), ...inWorkers.map((name) => `workers/${name}`)];
  // What the page says of the runtimes that it offers.
  const sources = readSources(folders).filter(({ path }) => path !== "src/inference/runtimes.ts");
  const said = sources.flatMap(({ templates }) => templates.filter((text) => /\p{L}/u.test(text)));
  const catalog = await loadCatalog(demoTexts("de"));
  expect(said.length).toBeGreaterThan(100);
  expect([...new Set(said)].filter((template) => !Object.hasOwn(catalog, template))).toEqual([]);
});
