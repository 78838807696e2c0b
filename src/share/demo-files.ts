/** The demo for other pages, as it lies on the page's host. */
import { is, number, object, string } from "valibot";
import { AppError, isAbort } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { list } from "#base/schemas.ts";
import type { SiteFile } from "#mlflow/artifact-port.ts";

/** The list that the build writes, of paths from the page's folder. */
const LIST = "demo/files.json";
const listSchema = list(object({ path: string(), size: number() }));

/** A host can have other rules for the files that the demo shares with the page. */
const SHARED = "assets/";

/** Needed only for models that the int4 kernel does not know. */
const FOR_ONNXRUNTIME = /^(assets\/ort-|demo\/([^/]+\/)?(ort-|full-worker))/;

interface DemoFile {
  readonly path: string;
  readonly size: number;
}

/** The demo's files on the page's host. */
export interface DemoFiles {
  readonly files: readonly DemoFile[];
  /** Whether pages of other hosts may load them: the host sends Access-Control-Allow-Origin with both folders. */
  readonly isOpen: boolean;
}

/**
 * @param page the page's own address.
 * @throws AppError "network", "aborted".
 */
export async function lookUpDemo(page: string, signal: AbortSignal): Promise<DemoFiles> {
  const response = await fetchOwn(new URL(LIST, page), signal);
  const files: unknown = await response.json().catch(() => null);
  if (!is(listSchema, files)) throw unreadable(LIST);
  const [shared] = files
    .filter(({ path }) => path.startsWith(SHARED))
    .toSorted((first, second) => first.size - second.size);
  const isOpen =
    isOpenTo(response) &&
    (shared === undefined || isOpenTo(await fetchOwn(new URL(shared.path, page), signal)));
  return { files, isOpen };
}

function isOpenTo({ headers }: Response): boolean {
  return headers.get("Access-Control-Allow-Origin") === "*";
}

/** @param isForKernel whether the int4 kernel runs the model: the site then does without onnxruntime-web. */
export function wantedFiles({ files }: DemoFiles, isForKernel: boolean): readonly DemoFile[] {
  return isForKernel ? files.filter(({ path }) => !FOR_ONNXRUNTIME.test(path)) : files;
}

/**
 * Downloads the demo's files from the page's host.
 * @throws AppError "network" also for a file that is not as long as listed: the host has another version of the page by now. "aborted".
 */
export async function fetchDemo(
  page: string,
  files: readonly DemoFile[],
  signal: AbortSignal,
): Promise<readonly SiteFile[]> {
  return Promise.all(
    files.map(async ({ path, size }) => {
      const blob = await (await fetchOwn(new URL(path, page), signal)).blob();
      if (blob.size === size) return { path, blob };
      throw new AppError(
        "network",
        message`${path} on this page's host holds ${blob.size} bytes and should hold ${size}. The host may have a newer page: reload this one and try again.`,
        { details: { path, size, foundBytes: blob.size } },
      );
    }),
  );
}

async function fetchOwn(url: URL, signal: AbortSignal): Promise<Response> {
  try {
    const response = await fetch(url, { signal });
    if (response.ok) return response;
  } catch (error) {
    if (isAbort(error)) throw AppError.from(error);
  }
  throw unreadable(url.pathname);
}

function unreadable(path: string): AppError {
  return new AppError(
    "network",
    message`${path} on this page's host cannot be read. Connect to the network and try again.`,
    { details: { path } },
  );
}
