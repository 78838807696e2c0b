import { randomUUID } from "node:crypto";
import { Worker } from "node:worker_threads";
import type { WorkerLike } from "../../rpc/worker-like.ts";
import { listen, post } from "./thread-port.ts";
import type { ThreadData } from "./worker-scope.ts";

/** A thread of Node with the interface of a browser's worker. */
export function startThread(script: URL): WorkerLike {
  const mark = randomUUID();
  const worker = new Worker(script, { workerData: { mark } satisfies ThreadData });
  let isEnding = false;
  return {
    postMessage: (message, options) => post(worker, mark, message, (options?.transfer ?? []) as never[]),
    terminate() {
      isEnding = true;
      void worker.terminate();
    },
    addEventListener(type, listener) {
      if (type === "message") listen(worker, mark, listener);
      else if (type === "messageerror") worker.on("messageerror", () => listener(new Event(type)));
      else {
        const fail = (message: string): void => listener(Object.assign(new Event(type), { message }));
        worker.on("error", (error) => fail(String(error)));
        worker.on("exit", (code) => {
          if (!isEnding) fail(`it ended with code ${code}`);
        });
      }
    },
  };
}
