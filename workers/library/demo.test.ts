import { afterEach, expect, test, vi } from "vitest";
import { AppError } from "#base/errors.ts";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { EngineWorker } from "#library/engine-port.ts";
import type { ModelSource } from "#library/model-source.ts";
import { channelWorker } from "../rpc/testing/channel-worker.ts";
import { demoLibrary } from "./demo.ts";
import { usePlatform } from "./platform.ts";

const { signal } = new AbortController();
const address = "https://files.example/model/";

function listOf(...sizes: readonly number[]): ModelBundle {
  return {
    id: address,
    name: "model",
    origin: { kind: "download", host: "files.example" },
    isDemo: false,
    description: "",
    files: sizes.map((sizeBytes, at) => ({
      path: `file-${at}`,
      sizeBytes,
      source: { kind: "url", url: `${address}file-${at}` },
    })),
  };
}

/** An engine whose host tells one list after the other. @returns what it was asked. */
function engineWith(...lists: ModelBundle[]) {
  const opened: ModelSource[] = [];
  const loaded: ModelBundle[] = [];
  const engine: Pick<EngineWorker, "open" | "load"> = {
    open: async (source) => {
      opened.push(source);
      return lists.shift() ?? listOf();
    },
    load: async (bundle) => {
      loaded.push(bundle);
      throw new AppError("unsupported", "This engine is none.");
    },
  };
  usePlatform({
    startEngine: () => channelWorker(engine),
    startReader: () => {
      throw new Error("A demo reads no MLflow model.");
    },
    sourceOf: async (given) => ({ kind: "url", url: String(given) }),
  });
  return { opened, loaded };
}

afterEach(() => vi.unstubAllGlobals());

test("a demo loads the list that its reader agreed to, whatever the host lists afterwards", async () => {
  const shown = listOf(10, 20);
  const { opened, loaded } = engineWith(shown, listOf(10, 20_000_000_000));
  const found = await demoLibrary.lookUp(address, signal);
  expect(found).toMatchObject({ sizeBytes: 30, hosts: ["files.example"] });
  await expect(found.load(() => undefined, signal)).rejects.toMatchObject({ code: "unsupported" });
  // The small engine, then the full one, are both given that list.
  expect(loaded).toEqual([shown, shown]);
  expect(opened).toEqual([{ kind: "url", url: address, isLookUp: true }]);
});

test("of a zip, no more is downloaded than its host told, or the reader agreed to where it tells nothing", async () => {
  const zip = "https://files.example/model.zip";
  const asked = async (headers: HeadersInit, maxBytes?: number) => {
    const { opened } = engineWith();
    vi.stubGlobal("fetch", async () => new Response("x", { headers }));
    const found = await demoLibrary.lookUp(zip, signal);
    await found.load(() => undefined, signal, maxBytes).catch(() => undefined);
    return opened[0];
  };
  const source = { kind: "url", url: zip };
  expect(await asked({ "Content-Length": "5000" }, 9000)).toEqual({ ...source, maxBytes: 5000 });
  expect(await asked({}, 9000)).toEqual({ ...source, maxBytes: 9000 });
  expect(await asked({})).toEqual({ ...source, maxBytes: Number.POSITIVE_INFINITY });
});
