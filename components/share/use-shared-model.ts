import { useEffect, useMemo, useState } from "react";
import { AppError } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import { useActions, useApp, useServices } from "#components/app-context.ts";
import { demoQuestionOf, type SharedModel, sharedModel } from "#share/shared-model.ts";
import { type DemoFiles, lookUpDemo } from "#share/demo-files.ts";

export type ModelLookUp =
  | { readonly state: "looking" }
  /** There is no model cell. */
  | { readonly state: "none" }
  | { readonly state: "failed"; readonly error: Wording }
  | { readonly state: "found"; readonly model: SharedModel; readonly demo: DemoFiles };

/** The model of the open notebook's first model cell, and the demo's files on this host. */
export function useSharedModel(): ModelLookUp {
  const { openModel } = useActions();
  const { embeddedUrl } = useServices();
  const kept = useApp((state) => state.kept);
  const cell = useApp((state) => state.notebook?.cells.find(({ type }) => type === "model"));
  const bundleId = cell?.type === "model" ? cell.bundleId : null;
  const [found, setFound] = useState<ModelLookUp>({ state: "looking" });
  useEffect(() => {
    if (bundleId === null) return;
    const abort = new AbortController();
    const { signal } = abort;
    const look = async (): Promise<ModelLookUp> => {
      const bundle = await openModel(bundleId, signal);
      return {
        state: "found",
        model: sharedModel(bundle, kept, embeddedUrl),
        demo: await lookUpDemo(document.baseURI, signal),
      };
    };
    look()
      .catch((thrown: unknown) => ({ state: "failed", error: AppError.from(thrown).wording }) as const)
      .then(
        (next) => signal.aborted || setFound(next),
        () => undefined,
      );
    return () => abort.abort();
  }, [bundleId, kept, openModel, embeddedUrl]);
  return bundleId === null ? { state: "none" } : found;
}

/** What the notebook asks its model first. */
export function useFirstQuestion(): string {
  const input = useApp(({ notebook }) => {
    const cell = notebook?.cells.find(({ type }) => type === "inference");
    return cell?.type === "inference" ? cell.input : "";
  });
  return useMemo(() => demoQuestionOf(input), [input]);
}
