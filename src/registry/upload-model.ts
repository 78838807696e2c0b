/** Sends the files of a model that Python has logged to its run, or to its logged model, on a server. */
import type { Progress } from "#base/progress.ts";
import { checkPath, checkPaths } from "#bundle/check-path.ts";
import { MlflowClient } from "./mlflow-client.ts";
import { historyEntryOf } from "./publish.ts";
import type { ModelUpload, UploadedModel } from "./registry-port.ts";
import type { ServerAccess, ServerPlatform } from "./server.ts";
import { uploadFiles } from "./upload-files.ts";
import { withoutRedirects } from "./without-redirects.ts";

interface UploadModelOptions {
  readonly platform: ServerPlatform;
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
}

/**
 * Sends them to where the server says that the logged model's, or the run's, artifacts are. What an earlier, interrupted call sent stays
 * there: MLmodel comes last, so it is no model that loads.
 * @throws AppError "network", "not-found", "unsupported", "unsafe-path", "aborted".
 */
export async function uploadModel(
  access: ServerAccess,
  { owner, artifact }: ModelUpload,
  { platform, onProgress, signal }: UploadModelOptions,
): Promise<UploadedModel> {
  checkPaths(artifact.files.map(({ path }) => path));
  const client = new MlflowClient(access, withoutRedirects(platform), signal);
  const location =
    "modelId" in owner
      ? await client.loggedModelLocation(owner.modelId)
      : `${await client.runLocation(owner.runId)}/${checkPath(owner.path)}`;
  const arrival = { location, sent: new Map(), parts: new Map(), keep: () => Promise.resolve() };
  await uploadFiles(client, artifact, arrival, { onProgress, signal });
  return { history: JSON.stringify(historyEntryOf(artifact)) };
}
