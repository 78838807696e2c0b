import { expect, test } from "vitest";
import { nextMacrotask } from "./next-macrotask.ts";

test("a message that came is read within a few macrotasks, in Node too", async () => {
  const { port1, port2 } = new MessageChannel();
  const abort = new AbortController();
  port1.onmessage = () => abort.abort();
  port2.postMessage("abort");
  let turns = 0;
  while (!abort.signal.aborted && turns < 10_000) {
    await nextMacrotask();
    turns += 1;
  }
  port1.close();
  expect(turns).toBeLessThan(100);
});
