/** The models with which the page's artifacts are tried in real MLflow. */
import { readdir, readFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { ModelBundle } from "#bundle/bundle.ts";
import type { WrapperOption } from "#wrapper/wrapper.ts";
import type { VersionProfile } from "#wrapper/version-profile.ts";

const root = fileURLToPath(new URL("../..", import.meta.url));
export const DEMO_FOLDER = path.join(root, "public/models/phi3-demo");

/** Made by the builder of mid-2024, with weights that mean nothing. */
const OLD_FOLDER = path.join(root, "tools/peers/fixtures/int4/builder-0.3");

export const MODEL_FOLDERS = [DEMO_FOLDER, OLD_FOLDER];

/** The repository as which a hub on this machine gives the embedded model (hub.py). */
export const DEMO_HUB = { folder: DEMO_FOLDER, repository: "notebook/phi3-demo" };

/** The embedded model, but for option 2 of mid-2024, whose ONNX Runtime knows no graph of today's builder. */
export function modelFolderFor(option: WrapperOption, profile: VersionProfile): string {
  return option === "pyfunc" && profile === "mid-2024" ? OLD_FOLDER : DEMO_FOLDER;
}

/** All files of the folder but the page's own list of them. */
export async function bundleOfFolder(folder: string): Promise<ModelBundle> {
  const isDemo = folder === DEMO_FOLDER;
  const name = path.basename(folder);
  const entries = await readdir(folder, { recursive: true, withFileTypes: true });
  const places = entries.flatMap((entry) =>
    entry.isFile() && entry.name !== "bundle.json" ? [path.join(entry.parentPath, entry.name)] : [],
  );
  const files = places.toSorted().map(async (place) => {
    const blob = new Blob([await readFile(place)]);
    const source = { kind: "blob", blob } as const;
    return { path: path.relative(folder, place).replaceAll(path.sep, "/"), sizeBytes: blob.size, source };
  });
  return {
    id: name,
    name: isDemo ? "Phi-3 demo (embedded)" : name,
    origin: isDemo ? { kind: "embedded" } : { kind: "folder", folderName: name },
    isDemo,
    description: "",
    files: await Promise.all(files),
  };
}
