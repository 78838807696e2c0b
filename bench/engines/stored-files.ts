import type { FileSource, ModelBundle } from "#bundle/bundle.ts";
import type { BenchModel, ModelSource } from "./engine-worker.ts";

/** The model as a bundle of the page: files on the server, or in the origin's private file system. */
export async function bundleOf(model: BenchModel, source: ModelSource): Promise<ModelBundle> {
  const files = await Promise.all(
    model.files.map(async ({ path, sizeBytes }) => ({
      path,
      sizeBytes,
      source:
        source === "network"
          ? ({ kind: "url", url: `/models/${model.name}/${path}` } as const)
          : await keptSource(model, path),
    })),
  );
  const origin = { kind: "folder", folderName: model.name } as const;
  return { id: model.name, name: model.name, origin, isDemo: false, description: "", files };
}

/** As a kept model of the page gives its files. */
async function keptSource(model: BenchModel, path: string): Promise<FileSource> {
  const handle = await storedFile(model, path);
  return { kind: "blob", blob: await handle.getFile(), handle };
}

/** Copies the bundle into the origin's private file system, a piece at a time. */
export async function storeBundle(model: BenchModel): Promise<void> {
  for (const { path } of model.files) {
    const response = await fetch(`/models/${model.name}/${path}`);
    const handle = await (await storedFile(model, path, true)).createSyncAccessHandle();
    try {
      handle.truncate(0);
      for await (const piece of response.body!) handle.write(piece);
      handle.flush();
    } finally {
      handle.close();
    }
  }
}

async function storedFile(model: BenchModel, path: string, create = false): Promise<FileSystemFileHandle> {
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle(`bench-${model.name}`, { create });
  return folder.getFileHandle(path.replaceAll("/", "--"), { create });
}
