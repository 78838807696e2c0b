import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import type { Page } from "@playwright/test";
import type { InferenceRequest } from "#inference/inference-port.ts";
import { inferenceWorker } from "../inference-worker.ts";
import type { NotebookPage } from "../notebook-page.ts";

/** A request without its bundle, which `folders` names: of files of one name, those of the first folder count. */
export type WorkerRequest = Omit<InferenceRequest, "bundle" | "wrapper" | "input"> & {
  readonly folders: readonly string[];
  readonly wrapper: unknown;
  readonly input: unknown;
};

export interface WorkerAnswer {
  readonly response: unknown;
  readonly tokenIds: readonly number[];
  /** "int4 kernel (WebAssembly, CPU)" */
  readonly runtime: string;
}

/**
 * Asks the inference worker of the production build as the page asks it, one request after the other, without clicks: a worker of
 * its own, of the script that the page started for an answer.
 */
export async function workerAnswers(
  notebook: NotebookPage,
  requests: readonly WorkerRequest[],
): Promise<readonly WorkerAnswer[]> {
  const url = (await inferenceWorker(notebook.page)).url();
  const asked = new Map(requests.map(({ folders }) => [idOf(folders), folders]));
  const bundles = await Promise.all(
    [...asked].map(async ([id, folders]) => ({ id, files: await filesOf(folders) })),
  );
  return inPage(notebook.page, {
    url,
    bundles,
    requests: requests.map(({ folders, ...request }) => ({ ...request, bundle: idOf(folders) })),
  });
}

/** The model's name, too. */
function idOf([folder = ""]: readonly string[]): string {
  return path.basename(folder);
}

interface FileJson {
  readonly path: string;
  readonly base64: string;
}

async function filesOf(folders: readonly string[]): Promise<readonly FileJson[]> {
  const files = new Map<string, string>();
  for (const folder of folders) {
    for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
      const file = path.join(entry.parentPath, entry.name);
      const name = path.relative(folder, file).replaceAll(path.sep, "/");
      // Both options run the ONNX file.
      if (entry.isFile() && !files.has(name) && !name.endsWith(".safetensors")) {
        files.set(name, await readFile(file, "base64"));
      }
    }
  }
  return [...files].map(([name, base64]) => ({ path: name, base64 }));
}

interface Questions {
  readonly url: string;
  readonly bundles: readonly { readonly id: string; readonly files: readonly FileJson[] }[];
  readonly requests: readonly { readonly bundle: string }[];
}

function inPage(page: Page, questions: Questions): Promise<readonly WorkerAnswer[]> {
  return page.evaluate(async ({ url, bundles, requests }) => {
    const bundleOf = new Map(
      bundles.map(({ id, files }) => {
        const blobs = files.map(({ path: name, base64 }) => {
          const blob = new Blob([Uint8Array.from(atob(base64), (character) => character.charCodeAt(0))]);
          return { path: name, sizeBytes: blob.size, source: { kind: "blob", blob } };
        });
        const bundle = {
          id,
          name: "Phi-3 demo (embedded)",
          origin: { kind: "embedded" },
          isDemo: true,
          description: "",
        };
        return [id, { ...bundle, files: blobs }] as const;
      }),
    );
    interface Output {
      readonly response: unknown;
      readonly tokenIds: readonly number[];
      readonly runtime: { readonly runtime: string | { readonly template: string } };
    }
    const worker = new Worker(url, { type: "module" });
    const ask = (id: number, params: object): Promise<Output> =>
      new Promise((resolve, reject) => {
        worker.onmessage = ({ data }) => {
          if (data.kind === "result" && data.id === id) resolve(data.result);
          if (data.kind === "error" && data.id === id) reject(new Error(data.error.message));
          if (data.kind === "fatal") reject(new Error(data.error.message));
        };
        worker.onerror = ({ message }) => reject(new Error(message));
        // As workers/rpc sends it: the functions and the signal stay here.
        worker.postMessage({
          kind: "call",
          id,
          name: "predict",
          args: [params, {}],
          functions: [
            { index: 1, member: "onProgress" },
            { index: 1, member: "onTextDelta" },
          ],
          signals: [{ index: 2 }],
        });
      });
    const answers: WorkerAnswer[] = [];
    for (const [id, request] of requests.entries()) {
      const { response, tokenIds, runtime } = await ask(id, {
        ...request,
        bundle: bundleOf.get(request.bundle),
      });
      const name = typeof runtime.runtime === "string" ? runtime.runtime : runtime.runtime.template;
      answers.push({ response, tokenIds, runtime: name });
    }
    worker.terminate();
    return answers;
  }, questions);
}
