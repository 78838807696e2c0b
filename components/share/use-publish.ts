import { useEffect, useState } from "react";
import { throwIfAborted } from "#base/errors.ts";
import type { Progress } from "#base/progress.ts";
import { embeddedBundleId } from "#bundle/embedded-bundle.ts";
import { useActions, useServices } from "#components/app-context.ts";
import { currentLanguage } from "#components/language.ts";
import type { CellId } from "#notebook/cell.ts";
import type { PromptTemplate } from "#pipeline/prompt-template.ts";
import type { SharedModel } from "#share/shared-model.ts";
import { type DemoFiles, fetchDemo, wantedFiles } from "#share/demo-files.ts";
import { siteFiles } from "#share/site.ts";
import { useShareTexts } from "./share-texts.ts";
import ansiCss from "../cells/outputs/ansi.css?inline";
import siteCss from "./site.css?inline";
import { sitePageHtml } from "./site-page.tsx";
import { useFirstQuestion } from "./use-shared-model.ts";

/** The address of the site's own folder, which has the list of the model's files. */
const HERE = "./";

interface Publish {
  /** The size of the demo's files; null until it is known which of them the model needs. */
  readonly demoBytes: number | null;
  /**
   * @param elsewhere where readers download the model; null: it is in the zip.
   * @throws AppError as `zipSite` and `fetchDemo`.
   */
  readonly make: (
    elsewhere: URL | null,
    onProgress: (progress: Progress) => void,
    signal: AbortSignal,
  ) => Promise<{ readonly blob: Blob; readonly fileName: string }>;
}

/**
 * Makes the site of the open notebook.
 * @param model null: the notebook alone, to be read.
 */
export function usePublish(model: SharedModel | null, demo: DemoFiles | null): Publish {
  const texts = useShareTexts();
  const { store, reader, embeddedUrl } = useServices();
  const { zipSite, promptTemplateAbove } = useActions();
  const prompt = useFirstQuestion();
  // The reader asks no server, and the embedded model lies on the page's. The kernel knows it.
  const bundle = model?.bundle ?? null;
  const isKnown = bundle === null || bundle.id === embeddedBundleId;
  const [isForKernel, setForKernel] = useState<boolean | null>(isKnown || null);
  useEffect(() => {
    if (isKnown) return;
    const abort = new AbortController();
    reader.inspectBundle(bundle, abort.signal).then(
      ({ runtime }) => setForKernel(runtime?.kind === "int4"),
      // Then it gets everything.
      () => abort.signal.aborted || setForKernel(false),
    );
    return () => abort.abort();
  }, [reader, bundle, isKnown]);
  const files = model?.runs === true && demo !== null ? wantedFiles(demo, isForKernel === true) : [];
  return {
    demoBytes: isForKernel === null ? null : files.reduce((sum, { size }) => sum + size, 0),
    async make(elsewhere, onProgress, signal) {
      const { notebook, cellStates } = store.getState();
      if (notebook === null) throw new Error("No notebook is open.");
      const { title } = notebook;
      const templates = new Map<CellId, PromptTemplate>();
      for (const { id, type } of notebook.cells) {
        if (type !== "inference") continue;
        // Without one, the prompt is read as it stands.
        const template = await promptTemplateAbove(id, signal).catch(() => null);
        throwIfAborted(signal);
        if (template !== null) templates.set(id, template);
      }
      const facts =
        model?.runs === true
          ? {
              bundle: elsewhere?.href ?? HERE,
              name: model.bundle.name,
              sizeBytes: model.sizeBytes,
              prompt,
            }
          : null;
      const own = siteFiles(
        {
          title,
          body: sitePageHtml({ notebook, states: cellStates, templates }),
          css: `${siteCss}\n${ansiCss}`,
          demo: facts,
        },
        {
          lang: currentLanguage(),
          demo: texts.try,
          starting: texts.starting,
          notebook: texts.notebook,
          readme: texts.readme(title, facts !== null),
          missing: texts.missing,
        },
      );
      const fetched = await fetchDemo(document.baseURI, files, signal);
      const site = { files: [...own, ...fetched], bundle: elsewhere === null ? bundle : null };
      return zipSite({ ...site, demoUrl: embeddedUrl }, onProgress, signal);
    },
  };
}
