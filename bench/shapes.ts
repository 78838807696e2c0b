import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import path from "node:path";
import { makeEnvironments, peersPython } from "../tools/peers/setup.mjs";
import type { BenchModel } from "./engines/engine-worker.ts";

export const shapeNames = ["demo", "150m", "150m-block-128", "150m-24-8-heads", "phi3-mini"] as const;
/** "1gb" is for loading; with it a step would tell nothing that the others do not. The last two go the whole way only. */
export const loadShapeNames = ["demo", "150m", "1gb", "phi3-mini", "phi3.5-mini", "phi4-mini"] as const;

export type ShapeName = (typeof shapeNames)[number];
export type LoadShapeName = (typeof loadShapeNames)[number];

/** The shape that takes gigabytes, and minutes a step with some engines. */
export const largeShape: ShapeName = "phi3-mini";

const contextLengths: Readonly<Record<ShapeName | LoadShapeName, number>> = {
  demo: 1024,
  "150m": 4096,
  "150m-block-128": 4096,
  "150m-24-8-heads": 4096,
  "1gb": 4096,
  "phi3-mini": 4096,
  "phi3.5-mini": 131072,
  "phi4-mini": 131072,
};
const ggufPath = "model-q4_0.gguf";

/** A shape's model on disk. */
export interface ShapeFiles {
  readonly model: BenchModel;
  /** The bundle's folder. */
  readonly bundleFolder: string;
  readonly ggufFolder: string;
  /** Whether there is a GGUF file of the same weights. */
  readonly hasGguf: boolean;
}

/**
 * A shape's model, made now if it does not stand yet.
 * @param root the repository.
 * @throws Error where the making failed; Python has said why.
 */
export async function shapeFiles(name: ShapeName | LoadShapeName, root: string): Promise<ShapeFiles> {
  const madeFolder = path.join(root, "bench/.models", name);
  if (!existsSync(madeFolder)) {
    console.log(`Making the model ${name} …`);
    const script = path.join(root, "bench/models/make_model.py");
    const env = { ...process.env, PYTHONDONTWRITEBYTECODE: "1" };
    await makeEnvironments(["current"]);
    const { status } = spawnSync(peersPython(), [script, name, madeFolder], { stdio: "inherit", env });
    if (status !== 0) throw new Error(`The model ${name} could not be made (status ${status}).`);
  }
  const bundleFolder = name === "demo" ? path.join(root, "public/models/phi3-demo") : madeFolder;
  const files = filesUnder(bundleFolder).filter((file) => /^onnx\/|\.json$/.test(file));
  return {
    model: {
      name,
      contextLength: contextLengths[name],
      ggufPath,
      files: files.map((file) => ({ path: file, sizeBytes: statSync(path.join(bundleFolder, file)).size })),
    },
    bundleFolder,
    ggufFolder: madeFolder,
    hasGguf: existsSync(path.join(madeFolder, ggufPath)),
  };
}

/** Paths of files relative to `folder`, "/"-separated. */
function filesUnder(folder: string): string[] {
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => path.relative(folder, path.join(entry.parentPath, entry.name)).replaceAll(path.sep, "/"));
}
