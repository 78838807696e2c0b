/** Sends the files of a model that Python has logged to its run, or to its logged model, on a server. */
import type { Progress } from "#base/progress.ts";
import { checkPath, checkPaths } from "#bundle/check-path.ts";
import { MlflowClient } from "./mlflow-client.ts";
import { historyEntryOf } from "./publish.ts";
import { FAREWELL_MS } from "./publish.ts";
import type { ModelUpload, UploadedModel } from "./registry-port.ts";
import type { ServerAccess, ServerPlatform } from "./server.ts";
import type { PartSizes } from "./file-sender.ts";
import type { PartialUpload } from "./unfinished-upload.ts";
import { uploadFiles } from "./upload-files.ts";
import { withoutRedirects } from "./without-redirects.ts";

interface UploadModelOptions {
  readonly platform: ServerPlatform;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
  readonly partSizes?: PartSizes;
}

/**
 * Sends them to where the server says that the logged model's, or the run's, artifacts are. Of an interrupted call, whole files stay
 * there: MLmodel comes last, so it is no model that loads. Parts of a large file are dropped: MLflow's log_model makes another logged
 * model each time, at another place, and parts cannot be moved there.
 * @throws AppError "network", "not-found", "unsupported", "unsafe-path", "aborted".
 */
export async function uploadModel(
  access: ServerAccess,
  { owner, artifact }: ModelUpload,
  { platform, onProgress, signal, partSizes }: UploadModelOptions,
): Promise<UploadedModel> {
  checkPaths(artifact.files.map(({ path }) => path));
  const client = new MlflowClient(access, withoutRedirects(platform), signal);
  const location =
    "modelId" in owner
      ? await client.loggedModelLocation(owner.modelId)
      : `${await client.runLocation(owner.runId)}/${checkPath(owner.path)}`;
  const parts = new Map<string, PartialUpload>();
  const arrival = { location, sent: new Map(), parts, keep: () => Promise.resolve() };
  try {
    await uploadFiles(client, artifact, arrival, { onProgress, signal, ...(partSizes && { partSizes }) });
  } catch (error) {
    // The person's stop does not end this.
    const farewell = new MlflowClient(access, withoutRedirects(platform), AbortSignal.timeout(FAREWELL_MS));
    for (const [path, upload] of parts)
      await farewell.abortMultipartUpload(location, path, upload).catch(() => undefined);
    throw error;
  }
  return { history: JSON.stringify(historyEntryOf(artifact)) };
}
