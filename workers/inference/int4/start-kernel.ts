import plainUrl from "../../../int4/build/plain.wasm?url";
import plainThreadsUrl from "../../../int4/build/plain-threads.wasm?url";
import relaxedUrl from "../../../int4/build/relaxed.wasm?url";
import relaxedThreadsUrl from "../../../int4/build/relaxed-threads.wasm?url";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { fetchBuild } from "./fetch-build.ts";
import { joinTeam } from "./join-team.ts";
import { type BuildName, compileKernel, type KernelModule } from "./kernel-module.ts";
import type { Helper, HelperStart } from "./kernel-team.ts";

const urls: Readonly<Record<BuildName, string>> = {
  plain: plainUrl,
  "plain-threads": plainThreadsUrl,
  relaxed: relaxedUrl,
  "relaxed-threads": relaxedThreadsUrl,
};

/**
 * The kernel from the page's own files.
 * @throws AppError "missing-dependency", "unsupported".
 */
export function loadKernel(isThreaded: boolean): Promise<KernelModule> {
  return compileKernel(readBuild, isThreaded);
}

function readBuild(name: BuildName): Promise<Uint8Array<ArrayBuffer>> {
  return fetchBuild(
    urls[name],
    (cause) =>
      new AppError(
        "missing-dependency",
        message`The int4 kernel could not be read from the page's server. Check the connection and run the cell again.`,
        { cause },
      ),
  );
}

/** A helper on a worker of its own, started by this worker. */
export function startHelperThread(start: HelperStart): Helper {
  const worker = new Worker(new URL("./helper-thread.ts", import.meta.url), {
    type: "module",
    name: `int4-${start.thread}`,
  });
  return joinTeam(worker, start);
}
