import { upstreamOf } from "#notebook/dependencies.ts";
import type { App } from "./app.ts";

/** The model that a Register cell put on that server, of the same model and wrapper as the cell. */
export function registeredModel(
  { document, kernel }: Pick<App, "document" | "kernel">,
  id: string,
  url: string,
): string | null {
  const { notebook } = document;
  const { model, wrapper } = upstreamOf(notebook, id);
  const states = kernel.states();
  const ids = notebook.cells.flatMap((cell) => {
    const its = upstreamOf(notebook, cell.id);
    const state = states.get(cell.id);
    if (state?.status !== "done" || its.model !== model || its.wrapper !== wrapper) return [];
    const { output } = state;
    return output.type === "register" && output.publication.serverUrl === url
      ? [output.publication.modelId]
      : [];
  });
  return ids.at(-1) ?? null;
}
