import type { HubReference } from "../bundle.ts";
import type { ModelFamily } from "./family.ts";
import { phi35Mini } from "./phi3.5-mini.ts";
import { phi3Mini128k } from "./phi3-mini-128k.ts";
import { phi3Mini4k } from "./phi3-mini-4k.ts";
import { phi4Mini } from "./phi4-mini.ts";

/** In the order in which they are offered. A new family is one file, and a line here. */
export const families: readonly ModelFamily[] = [phi3Mini4k, phi3Mini128k, phi35Mini, phi4Mini];

/** The weights that option 1's artifact refers to where a bundle of this repository holds none; "" for a commit that is not known. */
export function familyReference(repository: string | undefined): HubReference | null {
  const weights = families.find(({ onnx }) => onnx.repository === repository)?.weights;
  return weights === undefined ? null : { repository: weights.repository, commit: weights.commit ?? "" };
}

/** The type of a repository's weights, where it is one of a family's. */
export function weightsDtype(repository: string): string | undefined {
  return families.find(({ weights }) => weights.repository === repository)?.weights.dtype;
}
