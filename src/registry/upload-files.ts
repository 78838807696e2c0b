/** Sends an artifact's files to its location on a server, several side by side. */
import { throwIfAborted } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { Progress } from "#base/progress.ts";
import { artifactContent } from "#mlflow/artifact-content.ts";
import type { Artifact, ArtifactFile } from "#mlflow/artifact.ts";
import { FileSender, PART_SIZES, type PartSizes } from "./file-sender.ts";
import type { MlflowClient } from "./mlflow-client.ts";
import { sideBySide } from "./side-by-side.ts";
import type { PartialUpload } from "./unfinished-upload.ts";

/** A server takes small files as fast as it answers; more at once would only share its line. */
const FILES_AT_ONCE = 4;

/** What has arrived there; it changes with each file. */
export interface Arrival {
  /** The artifact location. */
  readonly location: string;
  /** Sizes in bytes of the files that arrived, by path. */
  readonly sent: Map<string, number>;
  /** Files that the store has in part, by path. */
  readonly parts: Map<string, PartialUpload>;
  /** Called after each change. */
  readonly keep: () => Promise<void>;
}

interface UploadOptions {
  readonly onProgress: (progress: Progress) => void;
  readonly signal: AbortSignal;
  readonly partSizes?: PartSizes;
}

/** @throws AppError, as `MlflowClient.uploadArtifact`; what arrived is then in `arrival`. */
export async function uploadFiles(
  client: MlflowClient,
  artifact: Artifact,
  arrival: Arrival,
  { onProgress, signal, partSizes: sizes = PART_SIZES }: UploadOptions,
): Promise<void> {
  const { location, sent, parts, keep } = arrival;
  const sender = new FileSender(client, { location, parts, keep, sizes });
  const arrived = new Map(artifact.files.map(({ path }) => [path, 0]));
  // In the order in which they began. The progress names the one that takes longest.
  const underWay = new Set<string>();
  const tell = (file: ArtifactFile, sentBytes: number): void => {
    arrived.set(file.path, Math.min(sentBytes, file.sizeBytes));
    const [path = file.path] = underWay;
    onProgress({
      label: message`Uploading ${path}`,
      loadedBytes: [...arrived.values()].reduce((sum, bytes) => sum + bytes, 0),
      totalBytes: artifact.totalBytes,
    });
  };
  const upload = async (file: ArtifactFile): Promise<void> => {
    throwIfAborted(signal);
    underWay.add(file.path);
    if (sent.get(file.path) !== file.sizeBytes) {
      const content = await artifactContent(file, { signal });
      await sender.send({ path: file.path, content, onSentBytes: (bytes) => tell(file, bytes) });
      sent.set(file.path, file.sizeBytes);
      await keep();
    }
    underWay.delete(file.path);
    tell(file, file.sizeBytes);
  };
  // MLmodel comes last: an interrupted upload then is not a model that loads.
  await sideBySide(
    artifact.files.filter(({ path }) => path !== "MLmodel"),
    FILES_AT_ONCE,
    upload,
  );
  for (const file of artifact.files) if (file.path === "MLmodel") await upload(file);
}
