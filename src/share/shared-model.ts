/** What a reader of a demo gets of a notebook's model, and from where. */
import { percentEncodedPath } from "#base/percent-encoded.ts";
import { type ModelBundle, isOnlyShown } from "#bundle/bundle.ts";
import { hubAddress } from "#bundle/download/hub-address.ts";
import type { KeptModel } from "#bundle/download/kept-models.ts";
import { embeddedBundleId } from "#bundle/embedded-bundle.ts";
import { readFiles } from "#library/read-files.ts";

const GENAI_CONFIG = /(^|\/)genai_config\.json$/;

/** In Phi-3's chat template. The spaces around it are cut afterwards: a pattern that skips them takes the cube of their number. */
const USER_TURN = /<\|user\|>([^<]*)<\|end\|>/g;

export interface SharedModel {
  readonly bundle: ModelBundle;
  /** Where others can download it; null for one that is only on this computer. */
  readonly address: URL | null;
  /** The size of the files that a demo reads. */
  readonly sizeBytes: number;
  /** Whether a demo can run it: it has option 2's files, of one model. */
  readonly runs: boolean;
}

/**
 * @param kept the models that this browser downloaded or imported.
 * @param embeddedUrl of the model that comes with the page.
 */
export function sharedModel(
  bundle: ModelBundle,
  kept: readonly Pick<KeptModel, "bundleId" | "origin">[],
  embeddedUrl: string,
): SharedModel {
  const runs =
    !isOnlyShown(bundle) && bundle.files.filter(({ path }) => GENAI_CONFIG.test(path)).length === 1;
  const sizeBytes = readFiles(bundle.files).reduce((sum, file) => sum + file.sizeBytes, 0);
  return { bundle, address: addressOf(bundle, kept, embeddedUrl), sizeBytes, runs };
}

function addressOf(
  { id }: ModelBundle,
  kept: readonly Pick<KeptModel, "bundleId" | "origin">[],
  embeddedUrl: string,
): URL | null {
  if (id === embeddedBundleId) return new URL(embeddedUrl);
  const origin = kept.find(({ bundleId }) => bundleId === id)?.origin;
  if (origin?.kind === "manifest") return new URL(origin.url);
  // A mirror's pages are not known to the demo.
  if (origin?.kind !== "hub" || origin.hubUrl !== hubAddress) return null;
  const { repository, commit, variant } = origin;
  const folder = percentEncodedPath(variant);
  return new URL(`${hubAddress}/${repository}/tree/${commit}/${folder}`);
}

/** Whether only this computer can reach an address. */
export function isLocal({ hostname }: { readonly hostname: string }): boolean {
  return ["localhost", "127.0.0.1", "[::1]"].includes(hostname);
}

/** The last question in an inference cell's input, for a demo to begin with; "" if there is none. */
export function demoQuestionOf(input: string): string {
  let json: unknown;
  try {
    json = JSON.parse(input);
  } catch {
    return "";
  }
  const { messages, prompt } = Object(json) as { messages?: unknown; prompt?: unknown };
  if (typeof prompt === "string") return [...prompt.matchAll(USER_TURN)].at(-1)?.[1]?.trim() ?? "";
  if (!Array.isArray(messages)) return "";
  const asked = messages.findLast((each: unknown) => (Object(each) as { role?: unknown }).role === "user");
  const { content } = Object(asked) as { content?: unknown };
  return typeof content === "string" ? content : "";
}
