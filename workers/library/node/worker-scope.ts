import { parentPort, workerData } from "node:worker_threads";
import { helpTeam } from "../../inference/int4/help-team.ts";
import type { HelperStart } from "../../inference/int4/kernel-team.ts";
import { serve } from "../../rpc/serve.ts";
import { listen, post } from "./thread-port.ts";
import type { WorkerPort } from "../../rpc/worker-port.ts";

/** The task of a thread, if it is not an engine's. */
export interface ThreadData {
  /** Marks files in messages. */
  readonly mark?: string;
  /** Joins a team of the int4 kernel. */
  readonly help?: HelperStart;
}

/** The content of a thread: a helper of the kernel, or the calls of `port`. */
export function serveThread<Port extends WorkerPort<Port>>(port: () => Port): void {
  const parent = parentPort;
  if (parent === null) throw new Error("This module runs in a worker thread.");
  const { help, mark = "" } = (workerData ?? {}) as ThreadData;
  if (help !== undefined) {
    void helpTeam(help, () => parent.postMessage("ready"));
    return;
  }
  serve<Port>(
    {
      postMessage: (message) => post(parent, mark, message),
      addEventListener(type, listener) {
        if (type === "message") listen(parent, mark, listener);
        else if (type === "messageerror") parent.on("messageerror", () => listener(new Event(type)));
        else
          process.on("unhandledRejection", (reason) => listener(Object.assign(new Event(type), { reason })));
      },
    },
    port(),
    // Node reports the end of a thread itself.
    undefined,
  );
}
