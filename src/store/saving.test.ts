import "fake-indexeddb/auto";
import { afterEach, expect, it, vi } from "vitest";
import { createAppStore } from "./app-store.ts";
import { createIdbStorage } from "./idb-storage.ts";
import { fakePorts } from "./testing/fake-ports.ts";

afterEach(() => {
  vi.useRealTimers();
});

/** A store whose documents take so long to save; the clock moves only when a test says so. */
async function storeThatSavesIn(saveMs: number) {
  const storage = createIdbStorage("notebooks");
  let saves = 0;
  let wait = 0;
  const ports = fakePorts({
    storage: {
      ...storage,
      update: async (...given) => {
        await storage.update(...given);
        saves += 1;
        if (wait > 0) await new Promise((resolve) => setTimeout(resolve, wait));
      },
    },
  });
  const { getState } = createAppStore(ports);
  await getState().start();
  await getState().flush();
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout", "performance"] });
  wait = saveMs;
  return {
    /** How often it was saved in a minute in which a person types all the time. */
    savesInAMinute: async () => {
      // The first save tells how long one takes.
      getState().renameDocument("Edited");
      const first = getState().flush();
      await vi.waitFor(async () => {
        await vi.advanceTimersByTimeAsync(saveMs);
        expect(getState().save.status).not.toBe("saving");
      });
      await first;
      saves = 0;
      for (let tenths = 0; tenths < 600; tenths += 1) {
        getState().renameDocument(`Edited ${tenths}`);
        await vi.advanceTimersByTimeAsync(100);
      }
      return saves;
    },
  };
}

it("a small notebook is saved every two seconds while a person types", async () => {
  const saves = await (await storeThatSavesIn(10)).savesInAMinute();
  expect(saves).toBeGreaterThanOrEqual(25);
});

it("a large one that takes a second to save is saved less often, but every ten seconds", async () => {
  const saves = await (await storeThatSavesIn(1000)).savesInAMinute();
  expect(saves).toBeGreaterThanOrEqual(4);
  expect(saves).toBeLessThanOrEqual(7);
});
