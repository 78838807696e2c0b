/** A repository of the Hugging Face hub, or of a mirror that speaks its API. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { hostOf } from "./fetch-range.ts";
import {
  createPlan,
  defaultPieceBytes,
  type DownloadFile,
  type DownloadPlan,
  type FileDigest,
} from "./plan.ts";
import { parseAddress, requestJson, type SourceOptions } from "./source-request.ts";
import { sourceModels } from "./source-models.ts";

export const hubAddress = "https://huggingface.co";

export interface HubSource {
  readonly kind: "hub";
  /** "https://huggingface.co", or a mirror's. */
  readonly hubUrl: string;
  /** "owner/name". */
  readonly repository: string;
  /** Branch, tag or commit. */
  readonly revision: string;
  /** Folder or ONNX file that is wanted among the models; null for any. */
  readonly variant: string | null;
}

/** An entry of GET /api/models/{repository}/tree/{revision} (huggingface.js, types/api/api-index-tree.ts). */
interface TreeEntryJson {
  readonly type: string;
  readonly path: string;
  readonly size: number;
  /** Git's name of the file's content, or of its LFS pointer. */
  readonly oid: string;
  /** `oid` is the SHA-256 of the content. */
  readonly lfs?: { readonly oid: string; readonly size: number };
}

/** The hub gives 1000 entries a page. */
const maxPages = 20;

/**
 * Reads a repository's files at a revision, pinned to its commit, and gives a plan for each model among them, the wanted
 * one first. Sizes and hashes are the hub's.
 *
 * @throws AppError "invalid-argument" for a name that is none, "network", "invalid-bundle" when there is no model in it or
 * the answer is not the hub's, "unsafe-path", "aborted".
 */
export async function lookUpHub(source: HubSource, options: SourceOptions): Promise<readonly DownloadPlan[]> {
  const repository = source.repository.trim().replace(/^https:\/\/huggingface\.co\//, "");
  if (!/^[\w.-]+\/[\w.-]+$/.test(repository)) {
    throw new AppError(
      "invalid-argument",
      message`${JSON.stringify(source.repository)} is no repository. Give owner and name, such as microsoft/Phi-3-mini-4k-instruct-onnx.`,
    );
  }
  const hubUrl = parseAddress(source.hubUrl || hubAddress).href.replace(/\/$/, "");
  const revision = encodeURIComponent(source.revision.trim() || "main");
  const info = await requestJson(new URL(`${hubUrl}/api/models/${repository}/revision/${revision}`), options);
  const commit = (info.json as { readonly sha?: unknown } | null)?.sha;
  if (typeof commit !== "string" || !/^[0-9a-f]{40}$/.test(commit)) throw notTheHub(hubUrl);
  const files = (await readTree(hubUrl, repository, commit, options)).map((entry): DownloadFile => ({
    path: entry.path,
    sizeBytes: entry.lfs?.size ?? entry.size,
    url: `${hubUrl}/${repository}/resolve/${commit}/${entry.path.split("/").map(encodeURIComponent).join("/")}`,
    digest: digestOf(entry),
    pieceBytes: defaultPieceBytes,
    pieceSha256: null,
  }));
  const models = sourceModels(files);
  if (models.length === 0) {
    throw new AppError(
      "invalid-bundle",
      message`${repository} holds no ONNX model that can be used: neither a folder with genai_config.json nor onnx/model….onnx. Choose a repository that was exported to ONNX.`,
      { details: { repository, commit } },
    );
  }
  const wanted = models.find(({ variant }) => variant === source.variant);
  const sorted = wanted === undefined ? models : [wanted, ...models.filter((model) => model !== wanted)];
  return Promise.all(
    sorted.map(({ variant, files }) =>
      createPlan({
        name: repository.split("/")[1] ?? repository,
        origin: { kind: "hub", hubUrl, repository, commit, variant },
        files,
      }),
    ),
  );
}

async function readTree(
  hubUrl: string,
  repository: string,
  commit: string,
  options: SourceOptions,
): Promise<readonly TreeEntryJson[]> {
  const entries: TreeEntryJson[] = [];
  let url: URL | null = new URL(`${hubUrl}/api/models/${repository}/tree/${commit}?recursive=true`);
  for (let page = 0; page < maxPages && url !== null; page += 1) {
    const { json, headers } = await requestJson(url, options);
    if (!Array.isArray(json) || !json.every(isTreeEntry)) throw notTheHub(hubUrl);
    entries.push(...json.filter(({ type }) => type === "file"));
    url = nextPage(headers.get("Link"), url);
  }
  return entries;
}

/** The next page's address of a Link header; on the host that was asked, whatever host a mirror's answer names. */
function nextPage(link: string | null, asked: URL): URL | null {
  const next = /<([^>]+)>;\s*rel="next"/.exec(link ?? "")?.[1];
  if (next === undefined) return null;
  const url = new URL(asked);
  url.search = new URL(next, asked).search;
  return url;
}

function isTreeEntry(json: unknown): json is TreeEntryJson {
  if (typeof json !== "object" || json === null) return false;
  const { type, path, size, oid, lfs } = json as Partial<Record<keyof TreeEntryJson, unknown>>;
  return (
    typeof type === "string" &&
    typeof path === "string" &&
    (type !== "file" || (isSize(size) && typeof oid === "string" && /^[0-9a-f]{40}$/.test(oid))) &&
    (lfs === undefined || isLfs(lfs))
  );
}

function isLfs(json: unknown): boolean {
  if (typeof json !== "object" || json === null) return false;
  const { oid, size } = json as { readonly oid?: unknown; readonly size?: unknown };
  return typeof oid === "string" && /^[0-9a-f]{64}$/.test(oid) && isSize(size);
}

function isSize(size: unknown): boolean {
  return Number.isSafeInteger(size) && (size as number) >= 0;
}

function digestOf({ oid, lfs }: TreeEntryJson): FileDigest {
  return lfs === undefined ? { algorithm: "git-blob-sha1", hex: oid } : { algorithm: "sha256", hex: lfs.oid };
}

function notTheHub(hubUrl: string): AppError {
  return new AppError(
    "invalid-bundle",
    message`${hostOf(hubUrl)} does not answer as the Hugging Face hub does. Give the address of the hub, or of a mirror with the same API.`,
    { details: { hubUrl } },
  );
}
