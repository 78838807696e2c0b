import type { HubReference, HubRepository } from "../bundle.ts";
import { builderExport } from "./builder-export.ts";
import type { Family, PublicModel } from "./family.ts";
import { phi35Mini } from "./phi3.5-mini.ts";
import { phi3Medium4k } from "./phi3-medium-4k.ts";
import { phi3Mini128k } from "./phi3-mini-128k.ts";
import { phi3Mini4k } from "./phi3-mini-4k.ts";
import { phi4Mini } from "./phi4-mini.ts";
import { safetensors } from "./safetensors.ts";
import { transformersJs } from "./transformers-js.ts";

/** In the order in which they are offered and tried. A new family is one file, and its name here. */
export const families: readonly Family[] = [
  phi3Mini4k,
  phi3Mini128k,
  phi35Mini,
  phi4Mini,
  phi3Medium4k,
  builderExport,
  transformersJs,
  safetensors,
];

export const publicModels: readonly PublicModel[] = families.filter((family) => family.kind === "model");

/** The model whose ONNX folder, or whose weights, a repository has. */
export function publicModelOf(
  repository: string | undefined,
  models: readonly PublicModel[] = publicModels,
): PublicModel | undefined {
  return models.find(
    ({ onnx, weights }) => onnx.repository === repository || weights.repository === repository,
  );
}

/** The weights that option 1's artifact refers to if a bundle has none: the repository's own, or its family's. */
export function weightsReference(
  hub: HubRepository | undefined,
  models: readonly PublicModel[] = publicModels,
): HubReference | null {
  if (hub === undefined) return null;
  if (hub.holdsWeights === true || weightsDtype(hub.repository, models) !== undefined)
    return { repository: hub.repository, commit: hub.commit };
  const weights = publicModelOf(hub.repository, models)?.weights;
  return weights === undefined ? null : { repository: weights.repository, commit: weights.commit };
}

/** The type of a repository's weights, if it belongs to a family. */
export function weightsDtype(
  repository: string,
  models: readonly PublicModel[] = publicModels,
): string | undefined {
  return models.find(({ weights }) => weights.repository === repository)?.weights.dtype;
}
