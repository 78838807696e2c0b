import { describe, expect, it } from "vitest";
import { openDirectory } from "./open-folder.ts";
import { readBundleText } from "./read-bundle-file.ts";
import { needsPermission, requestPermission } from "./handle-permission.ts";
import { openRememberedFolder, rememberFolder } from "./remembered-folder.ts";

/** A handle of a folder on disk; the test sets the browser's permission. */
class Folder {
  readonly kind = "directory";
  readonly name: string;
  readonly tree: Map<string, File | Folder>;
  permission: PermissionState = "granted";
  asked = 0;

  constructor(name: string, tree: Record<string, File | Folder>) {
    this.name = name;
    this.tree = new Map(Object.entries(tree));
  }

  async *entries(): AsyncGenerator<[string, unknown]> {
    for (const [name, entry] of this.tree) {
      yield [name, entry instanceof File ? { kind: "file", name, getFile: async () => entry } : entry];
    }
  }

  async getDirectoryHandle(name: string): Promise<Folder> {
    const entry = this.tree.get(name);
    if (entry instanceof Folder) return entry;
    throw new DOMException("None.", "NotFoundError");
  }

  async getFileHandle(name: string): Promise<{ getFile: () => Promise<File> }> {
    const entry = this.tree.get(name);
    if (entry instanceof File) return { getFile: async () => entry };
    throw new DOMException("None.", "NotFoundError");
  }

  async queryPermission(): Promise<PermissionState> {
    return this.permission;
  }

  async requestPermission(): Promise<PermissionState> {
    this.asked += 1;
    this.permission = "granted";
    return this.permission;
  }
}

function file(text: string, lastModified = 1): File {
  return new File([text], "file", { lastModified });
}

function disk(): Folder {
  const onnx = new Folder("onnx", { "model.onnx": file("weights") });
  return new Folder("models", { phi: new Folder("phi", { onnx, "config.json": file("{}") }) });
}

async function remembered(folder: Folder) {
  const bundle = await openDirectory(folder as unknown as FileSystemDirectoryHandle);
  const kept = rememberFolder(bundle);
  if (kept === null) throw new Error("It was not remembered.");
  return { bundle, kept };
}

describe("a folder that is read in place", () => {
  it("is remembered without its bytes, and is the same bundle when it is opened again", async () => {
    const folder = disk();
    const { bundle, kept } = await remembered(folder);
    expect(kept).toMatchObject({ kind: "remembered-folder" });
    expect(kept.files).toEqual([
      { path: "config.json", place: "phi/config.json", sizeBytes: 2, lastModifiedMs: 1 },
      { path: "onnx/model.onnx", place: "phi/onnx/model.onnx", sizeBytes: 7, lastModifiedMs: 1 },
    ]);
    const again = await openRememberedFolder(kept);
    expect(again).toEqual(bundle);
    expect(await readBundleText(again.files[1]!)).toBe("weights");
  });

  it("is not read without leave, which a click gives", async () => {
    const folder = disk();
    const { kept } = await remembered(folder);
    folder.permission = "prompt";
    expect(await needsPermission(kept.handle)).toBe(true);
    await expect(openRememberedFolder(kept)).rejects.toMatchObject({
      code: "storage",
      message: "The folder models may not be read until you allow it again: press Allow in the model cell.",
    });
    expect([folder.asked, await requestPermission(kept.handle), folder.asked]).toEqual([0, true, 1]);
    expect((await openRememberedFolder(kept)).files).toHaveLength(2);
  });

  it("names every file that was changed or is gone", async () => {
    const folder = disk();
    const { kept } = await remembered(folder);
    const phi = folder.tree.get("phi") as Folder;
    phi.tree.set("config.json", file("[]", 2));
    phi.tree.delete("onnx");
    await expect(openRememberedFolder(kept)).rejects.toMatchObject({
      code: "invalid-bundle",
      message: expect.stringContaining("config.json was changed, onnx/model.onnx is gone."),
    });
  });

  it("is not remembered where the browser gave files and no handle", () => {
    const bundle = {
      id: "a",
      name: "a",
      origin: { kind: "folder", folderName: "a" },
      isDemo: false,
      description: "",
      files: [],
    } as const;
    expect(rememberFolder(bundle)).toBeNull();
  });
});
