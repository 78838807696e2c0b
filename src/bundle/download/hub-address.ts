import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { percentDecoded } from "#base/percent-decoded.ts";
import { parseAddress } from "./source-request.ts";

/** A place on the hub, as a person types it. */
export interface HubPlace {
  /** "owner/name". */
  readonly repository: string;
  /** The hub's address if the person gave it; null: the one in the settings. */
  readonly hubUrl: string | null;
  /** Branch, tag or commit; null if none is given. */
  readonly revision: string | null;
  /** Folder or file in the repository; null if none is given. */
  readonly path: string | null;
}

/** The hub itself; mirrors have others. */
export const hubAddress = "https://huggingface.co";

const shortHost = "hf.co";

/**
 * Reads "owner/name", or the address of a repository's page, folder or file: `https://huggingface.co/owner/name`, optionally with
 * `/tree/revision/folder`, `/blob/revision/file` or `/resolve/revision/file`.
 * @throws AppError "invalid-argument" for anything else.
 */
export function parseHubPlace(typed: string): HubPlace {
  const text = typed.trim();
  const isAddress = /^https?:\/\//i.test(text) || /^(huggingface|hf)\.co\//i.test(text);
  const url = isAddress ? parseAddress(text) : null;
  const path = (url?.pathname ?? text).replace(/^\/|\/$/g, "").replace(/^models\//, "");
  const [owner = "", name = "", kind, revision, ...rest] = path.split("/").map(percentDecoded);
  const isPlace =
    [owner, name].every((part) => /^[\w.-]+$/.test(part)) &&
    (kind === undefined || (/^(tree|blob|resolve)$/.test(kind) && revision !== undefined && revision !== ""));
  if (!isPlace) {
    throw new AppError(
      "invalid-argument",
      message`${JSON.stringify(text)} is no repository. Give owner and name, such as microsoft/Phi-3-mini-4k-instruct-onnx, or the address of its page or of a folder in it.`,
    );
  }
  return {
    repository: `${owner}/${name}`,
    hubUrl:
      url === null || url.hostname === shortHost || url.hostname === "huggingface.co" ? null : url.origin,
    revision: revision ?? null,
    path: rest.length === 0 ? null : rest.join("/"),
  };
}
