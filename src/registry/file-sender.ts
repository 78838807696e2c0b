/**
 * Sends a model's files to a server: small ones through the server, large ones in parts straight into the store behind it, where it has
 * one that takes parts (S3, Google Cloud Storage, Azure Blob Storage), as MLflow's client does with
 * MLFLOW_ENABLE_PROXY_MULTIPART_UPLOAD (mlflow/store/artifact/http_artifact_repo.py, 3.17). Parts that arrived are not sent again, even
 * after a reload.
 */
import { AppError, isAbort } from "#base/errors.ts";
import type { MlflowClient } from "./mlflow-client.ts";
import { sideBySide } from "./side-by-side.ts";
import type { PartialUpload } from "./unfinished-upload.ts";

export interface PartSizes {
  /** Smaller files go through the server. */
  readonly fromBytes: number;
  /** S3 takes parts of 5 MiB and more, 10,000 at most. */
  readonly partBytes: number;
}

export const PART_SIZES: PartSizes = { fromBytes: 100 * 2 ** 20, partBytes: 32 * 2 ** 20 };

const PARTS_AT_ONCE = 3;

interface SentFile {
  readonly path: string;
  readonly content: Blob;
  readonly onSentBytes: (bytes: number) => void;
}

interface Target {
  /** Files that the store has in part, by path. */
  readonly parts: Map<string, PartialUpload>;
  /** Called after each change of `parts`. */
  readonly keep: () => Promise<void>;
  /** The artifact location. */
  readonly location: string;
  readonly sizes: PartSizes;
}

export class FileSender {
  readonly #client: MlflowClient;
  readonly #target: Target;
  /** Stays true until the server or its store refuses parts. */
  #takesParts = true;

  constructor(client: MlflowClient, target: Target) {
    this.#client = client;
    this.#target = target;
  }

  /** @throws AppError, as `MlflowClient.uploadArtifact`. Parts that arrived are then kept for the next try. */
  async send(file: SentFile): Promise<void> {
    const { location, sizes } = this.#target;
    const isLarge = file.content.size >= sizes.fromBytes;
    if (isLarge && this.#takesParts && (await this.#inParts(file))) return;
    await this.#client.uploadArtifact(location, file.path, file.content, file.onSentBytes);
  }

  /** @returns false if the file has to go through the server. */
  async #inParts(file: SentFile): Promise<boolean> {
    const kept = this.#target.parts.get(file.path);
    if (kept !== undefined && (await this.#tried(file, kept))) return true;
    const upload = await this.#begin(file);
    if (upload !== null && (await this.#tried(file, upload))) return true;
    this.#takesParts = false;
    return false;
  }

  async #begin({ path, content }: SentFile): Promise<PartialUpload | null> {
    const { location, sizes } = this.#target;
    const count = Math.ceil(content.size / sizes.partBytes);
    const created = await this.#client.createMultipartUpload(location, path, count);
    if (created?.links.length !== count) return null;
    const upload = { ...created, partBytes: sizes.partBytes, arrived: new Map<number, string>() };
    await this.#keep(path, upload);
    return upload;
  }

  /**
   * @returns false if the store refuses: its links have run out, or it does not let this page in. What arrived there is then dropped.
   * @throws AppError if the connection breaks after a part has arrived.
   */
  async #tried(file: SentFile, upload: PartialUpload): Promise<boolean> {
    const { location } = this.#target;
    try {
      await this.#sendParts(file, upload);
      await this.#client.completeMultipartUpload(location, file.path, upload);
    } catch (error) {
      if (isAbort(error) || (isBrokenOff(error) && upload.arrived.size > 0)) throw error;
      await this.#client.abortMultipartUpload(location, file.path, upload).catch((failure: unknown) => {
        if (isAbort(failure)) throw failure;
      });
      await this.#keep(file.path, null);
      return false;
    }
    await this.#keep(file.path, null);
    return true;
  }

  async #sendParts({ path, content, onSentBytes }: SentFile, upload: PartialUpload): Promise<void> {
    const { partBytes, arrived, links } = upload;
    const part = (at: number) => content.slice(at * partBytes, (at + 1) * partBytes);
    const sent = links.map(({ number }, at) => (arrived.has(number) ? part(at).size : 0));
    const send = async (at: number): Promise<void> => {
      const link = links[at];
      if (link === undefined) return;
      const tell = (bytes: number): void => {
        sent[at] = bytes;
        onSentBytes(sent.reduce((sum, each) => sum + each, 0));
      };
      const etag = await this.#client.uploadPart(path, link, part(at), tell);
      arrived.set(link.number, etag);
      tell(part(at).size);
      await this.#keep(path, upload);
    };
    const missing = links.flatMap(({ number }, at) => (arrived.has(number) ? [] : [at]));
    // The first one shows whether the store lets this page in.
    const [first, ...rest] = missing;
    if (first !== undefined) await send(first);
    await sideBySide(rest, PARTS_AT_ONCE, send);
  }

  async #keep(path: string, upload: PartialUpload | null): Promise<void> {
    const { parts, keep } = this.#target;
    if (upload === null) parts.delete(path);
    else parts.set(path, upload);
    await keep();
  }
}

function isBrokenOff(error: unknown): boolean {
  return error instanceof AppError && error.code === "network" && typeof error.details["status"] !== "number";
}
