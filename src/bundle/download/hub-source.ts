/** A repository of the Hugging Face hub, or of a mirror that speaks its API. */
import { percentEncoded, percentEncodedPath } from "#base/percent-encoded.ts";
import {
  array,
  exactOptional,
  type InferOutput,
  is,
  literal,
  notValue,
  object,
  optional,
  pipe,
  safeParse,
  string,
  transform,
  union,
  unknown,
} from "valibot";
import { AppError, throwIfAborted } from "#base/errors.ts";
import { message, type Message } from "#base/message.ts";
import { sha1Schema, sha256Schema, sizeSchema } from "#base/schemas.ts";
import { hostOf } from "./fetch-range.ts";
import {
  createPlan,
  defaultPieceBytes,
  type DownloadFile,
  type DownloadPlan,
  type FileDigest,
} from "./plan.ts";
import { parseAddress, requestBytes, requestJson, type SourceOptions } from "./source-request.ts";
import { hubAddress, isRepository, parseHubPlace } from "./hub-address.ts";
import type { LayoutModel } from "../families/family.ts";
import { withoutOtherGraphs } from "../families/graph-files.ts";
import { holdsSafetensors, weightsFault } from "../families/safetensors.ts";
import { sourceModels } from "../families/source-models.ts";
import { chooseAnother } from "../weight-faults.ts";
import { parseGenaiConfig } from "#genai/config.ts";
import { graphPath } from "#genai/model-path.ts";

export interface HubSource {
  readonly kind: "hub";
  /** "https://huggingface.co", or a mirror's. */
  readonly hubUrl: string;
  /** "owner/name", or an address that `parseHubPlace` reads. */
  readonly repository: string;
  /** Branch, tag or commit. */
  readonly revision: string;
  /** The wanted folder or ONNX file among the models; null for any. */
  readonly variant: string | null;
}

/**
 * An entry of GET /api/models/{repository}/tree/{revision} (huggingface.js, types/api/api-index-tree.ts). `oid` is git's hash of the
 * file's content, or of its LFS pointer; that of `lfs` is the SHA-256 of the content.
 */
const treeFileSchema = object({
  type: literal("file"),
  path: string(),
  size: sizeSchema,
  oid: sha1Schema,
  lfs: exactOptional(object({ oid: sha256Schema, size: sizeSchema })),
});
type TreeFileJson = InferOutput<typeof treeFileSchema>;

/** Entries that are not files are skipped. */
const folderSchema = pipe(
  object({ type: pipe(string(), notValue("file")) }),
  transform(() => null),
);
const treeSchema = array(union([treeFileSchema, folderSchema]));

/** GET /api/models/{repository}/revision/{revision} */
const revisionSchema = object({ sha: sha1Schema, id: optional(unknown()), gated: optional(unknown()) });

/** The hub returns 1000 entries per page. */
const maxPages = 20;

/**
 * Lists a repository's files at a revision, pinned to its commit, and returns a plan for each model in it, the wanted one first. Sizes
 * and hashes are the hub's.
 * @throws AppError "invalid-argument" for an invalid name, "network", "invalid-bundle" if there is no model in it or the answer is not
 * the hub's, "unsafe-path", "aborted".
 */
export async function lookUpHub(source: HubSource, options: SourceOptions): Promise<readonly DownloadPlan[]> {
  const place = parseHubPlace(source.repository);
  const { hubUrl, repository, commit, isGated } = await lookUpCommit(source, options);
  const all = (await readTree(hubUrl, repository, commit, options)).map((entry): DownloadFile => ({
    path: entry.path,
    sizeBytes: entry.lfs?.size ?? entry.size,
    url: `${hubUrl}/${repository}/resolve/${commit}/${percentEncodedPath(entry.path)}`,
    digest: digestOf(entry),
    pieceBytes: defaultPieceBytes,
    pieceSha256: null,
  }));
  const models = await Promise.all(sourceModels(all).map((model) => withNamedGraph(model, options)));
  const fault = weightsFault(all);
  if (models.length === 0 && fault !== null) {
    throw new AppError(
      "invalid-bundle",
      message`The safetensors of ${repository} are not complete: ${fault}. ${chooseAnother}`,
      { details: { repository, commit } },
    );
  }
  if (models.length === 0) {
    throw new AppError(
      "invalid-bundle",
      message`${repository} holds no model that can be used: no folder with genai_config.json, no onnx/model….onnx, and no safetensors with a config.json. Choose a repository that was exported to ONNX.`,
      { details: { repository, commit } },
    );
  }
  const wanted = wantedModel(models, place.path ?? source.variant);
  const sorted = wanted === undefined ? models : [wanted, ...models.filter((model) => model !== wanted)];
  return Promise.all(
    sorted.map(({ variant, files }) =>
      createPlan({
        name: repository.split("/")[1] ?? repository,
        origin: {
          kind: "hub",
          hubUrl,
          repository,
          commit,
          variant,
          ...(holdsSafetensors(all) && { holdsWeights: true }),
        },
        files,
        ...(isGated && { isGated }),
      }),
    ),
  );
}

export interface HubCommit {
  readonly hubUrl: string;
  /** As the hub writes it: it also answers to a former name, and to one in other letters. */
  readonly repository: string;
  /** 40 hex digits. */
  readonly commit: string;
  /** Whether the hub requires accepting its terms before a download. */
  readonly isGated: boolean;
}

/**
 * Asks the hub for the commit of a branch or tag. A revision in the repository's address takes precedence.
 * @throws AppError as `lookUpHub`.
 */
export async function lookUpCommit(
  source: Pick<HubSource, "hubUrl" | "repository" | "revision">,
  options: SourceOptions,
): Promise<HubCommit> {
  const place = parseHubPlace(source.repository);
  const { repository } = place;
  const hubUrl = parseAddress(place.hubUrl ?? (source.hubUrl || hubAddress)).href.replace(/\/$/, "");
  const revision = place.revision ?? (source.revision.trim() || "main");
  const url = new URL(`${hubUrl}/api/models/${repository}/revision/${percentEncoded(revision)}`);
  const { json } = await requestJson(url, {
    ...options,
    refusal: (status, headers) => refusal(hostOf(hubUrl), repository, revision, status, headers),
  });
  if (!is(revisionSchema, json)) throw notTheHub(hubUrl);
  const { sha, id, gated } = json;
  return {
    hubUrl,
    repository: typeof id === "string" && isRepository(id) ? id : repository,
    commit: sha,
    isGated: gated === true || gated === "auto" || gated === "manual",
  };
}

/** If you may not read a repository, the hub does not say whether it is private or does not exist. */
function refusal(
  host: string,
  repository: string,
  revision: string,
  status: number,
  headers: Headers,
): Message | null {
  if (headers.get("X-Error-Code") === "RevisionNotFound") {
    return message`${repository} has no revision "${revision}" on ${host} (${status}). Give a branch, a tag or a commit of it; most repositories have "main".`;
  }
  if (status === 401 || status === 404) {
    return message`${host} shows no repository ${repository} (${status}): there is none of that name, or it is private. Check the spelling of owner and name first; for a private one, give an access token that may read it.`;
  }
  return null;
}

/** Downloads only the graph that genai_config.json names, where several lie beside it. */
async function withNamedGraph(model: LayoutModel, options: SourceOptions): Promise<LayoutModel> {
  const config = model.files.find(({ path }) => path === "genai_config.json");
  const graphs = model.files.filter(({ path }) => path.endsWith(".onnx"));
  if (config === undefined || graphs.length < 2) return model;
  try {
    const graph = graphPath(parseGenaiConfig(await requestBytes(new URL(config.url), options)).model);
    const isThere = graphs.some(({ path }) => path === graph);
    return isThere ? { ...model, files: withoutOtherGraphs(graph, model.files) } : model;
  } catch {
    throwIfAborted(options.signal);
    // Whoever looks at the model next says what is wrong with it.
    return model;
  }
}

/** The folder or ONNX file itself, or the first model in the folder; for another file, its folder. */
function wantedModel(models: readonly LayoutModel[], path: string | null): LayoutModel | undefined {
  if (path === null) return undefined;
  return (
    models.find(({ variant }) => variant === path) ??
    models.find(({ variant }) => variant.startsWith(`${path}/`)) ??
    models.find(({ variant }) => variant !== "" && path.startsWith(`${variant}/`))
  );
}

async function readTree(
  hubUrl: string,
  repository: string,
  commit: string,
  options: SourceOptions,
): Promise<readonly TreeFileJson[]> {
  const files: TreeFileJson[] = [];
  let url: URL | null = new URL(`${hubUrl}/api/models/${repository}/tree/${commit}?recursive=true`);
  for (let page = 0; page < maxPages && url !== null; page += 1) {
    const { json, headers } = await requestJson(url, options);
    const tree = safeParse(treeSchema, json);
    if (!tree.success) throw notTheHub(hubUrl);
    files.push(...tree.output.filter((entry) => entry !== null));
    url = nextPage(headers.get("Link"), url);
  }
  return files;
}

/** The next page's address from a Link header, on the host that was asked, whatever host a mirror's answer names. */
function nextPage(link: string | null, asked: URL): URL | null {
  const next = /<([^<>]+)>;\s*rel="next"/.exec(link ?? "")?.[1];
  if (next === undefined) return null;
  const url = new URL(asked);
  url.search = new URL(next, asked).search;
  return url;
}

function digestOf({ oid, lfs }: TreeFileJson): FileDigest {
  return lfs === undefined ? { algorithm: "git-blob-sha1", hex: oid } : { algorithm: "sha256", hex: lfs.oid };
}

function notTheHub(hubUrl: string): AppError {
  return new AppError(
    "invalid-bundle",
    message`${hostOf(hubUrl)} does not answer like the Hugging Face hub. Enter the address of the hub, or of a mirror with the same API.`,
    { details: { hubUrl } },
  );
}
