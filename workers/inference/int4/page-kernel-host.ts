import plain from "../../../int4/build/plain.wasm?url";
import plainThreads from "../../../int4/build/plain-threads.wasm?url";
import relaxed from "../../../int4/build/relaxed.wasm?url";
import relaxedThreads from "../../../int4/build/relaxed-threads.wasm?url";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { watchedBy } from "../../rpc/watchdog.ts";
import { browserKernelHost } from "./browser-kernel-host.ts";

const host = browserKernelHost({
  urls: { plain, "plain-threads": plainThreads, relaxed, "relaxed-threads": relaxedThreads },
  missing: (_url, cause) =>
    new AppError(
      "missing-dependency",
      message`The int4 kernel could not be read from the page's server. Check the connection and run the cell again.`,
      { cause },
    ),
  startHelper: (thread) =>
    new Worker(new URL("./helper-thread.ts", import.meta.url), { type: "module", name: `int4-${thread}` }),
});

/** The kernel in a worker of the page, from the page's own files. */
export const pageKernelHost = Object.assign(host, {
  watchDuring: watchedBy((reply) => self.postMessage(reply)),
});
