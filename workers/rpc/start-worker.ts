/**
 * For a worker's entry, which does nothing else: loads the worker's own code, and keeps messages for it until then.
 *
 * Nothing may import from an entry. Some engines (WebKit 2.50) evaluate it once more when a chunk that came later does, and so
 * have all its state twice; tools/worker-entries.ts looks at what is built.
 */
export function startWorker(load: () => Promise<unknown>): void {
  const early: MessageEvent[] = [];
  const keep = (event: MessageEvent): void => void early.push(event);
  addEventListener("message", keep);
  load().then(
    () => {
      removeEventListener("message", keep);
      for (const { data, ports } of early)
        dispatchEvent(new MessageEvent("message", { data, ports: [...ports] }));
    },
    // Thrown where the page hears of it: a worker keeps rejections to itself.
    (error: unknown) =>
      setTimeout(() => {
        throw error;
      }),
  );
}
