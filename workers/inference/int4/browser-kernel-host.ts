import type { AppError } from "#base/errors.ts";
import { threadChoice } from "../ort-web/thread-choice.ts";
import { fetchBuild } from "./fetch-build.ts";
import { joinTeam } from "./join-team.ts";
import type { KernelHost } from "./kernel-host.ts";
import { type BuildName, compileKernel } from "./kernel-module.ts";

/** What differs between the page and the package. */
interface KernelFiles {
  readonly urls: Readonly<Record<BuildName, string>>;
  /** Says whose file it is. */
  readonly missing: (url: string, cause: unknown) => AppError;
  /** Starts a worker that runs `serveTeam`. */
  readonly startHelper: (thread: number) => Worker;
}

/** The kernel in a browser's worker. */
export function browserKernelHost({ urls, missing, startHelper }: KernelFiles): KernelHost {
  return {
    get machine() {
      return { ...threadChoice(), crossOriginIsolated: self.crossOriginIsolated };
    },
    loadKernel: (isThreaded) =>
      compileKernel((name) => fetchBuild(urls[name], (cause) => missing(urls[name], cause)), isThreaded),
    startHelper: (start) => joinTeam(startHelper(start.thread), start),
  };
}
