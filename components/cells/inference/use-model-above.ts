import { useApp } from "#components/app-context.ts";
import type { BundleEntry } from "#bundle/bundle-registry.ts";
import type { CellId } from "#notebook/cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";

/** The model that the cell asks; undefined if there is none, or this browser does not have it. */
export function useModelAbove(id: CellId): BundleEntry | undefined {
  return useApp(({ notebook, bundles }) => {
    const above = notebook ? upstreamOf(notebook, id).model : undefined;
    const model = notebook?.cells.find((each) => each.id === above);
    return model?.type === "model" ? bundles.find((bundle) => bundle.id === model.bundleId) : undefined;
  });
}
