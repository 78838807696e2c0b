/**
 * The only content of a worker's entry: loads the worker's own code, and keeps messages for it until then.
 * Nothing may import from an entry. Some engines (WebKit 2.50) evaluate an entry again when a later chunk imports from it, which
 * duplicates its state; tools/worker-entries.ts checks the build.
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
    // Thrown where the page receives it: a worker does not report rejections.
    (error: unknown) =>
      setTimeout(() => {
        throw error;
      }),
  );
}
