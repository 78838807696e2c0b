import { expect, test } from "vitest";
import { nextMacrotask } from "./next-macrotask.ts";

test("a message that came is read within a few macrotasks, in Node too", async () => {
  const { port1, port2 } = new MessageChannel();
  const read = new Promise((resolve) => {
    port1.onmessage = resolve;
  });
  let isRead = false;
  void read.then(() => (isRead = true));
  port2.postMessage("abort");
  let turns = 0;
  while (!isRead && turns < 10_000) {
    await nextMacrotask();
    turns += 1;
  }
  port1.close();
  expect(turns).toBeLessThan(100);
});
