import type { Helper, HelperStart } from "./kernel-team.ts";

/** Lets a worker that runs `helpTeam` join. */
export function joinTeam(worker: Worker, start: HelperStart): Helper {
  const ready = new Promise<void>((resolve, reject) => {
    worker.addEventListener("message", () => resolve(), { once: true });
    worker.addEventListener("error", (event) => reject(new Error(event.message)), { once: true });
  });
  worker.postMessage(start);
  return { ready, terminate: () => worker.terminate() };
}
