import JSZip from "jszip";
import { expect, test } from "vitest";
import { openZip } from "./open-zip.ts";
import { needsPermission } from "./handle-permission.ts";
import { readBundleText } from "./read-bundle-file.ts";
import { openRememberedZip, openZipInPlace, rememberZip } from "./remembered-zip.ts";

/** A handle of a zip on disk; the test sets the browser's permission. */
class ZipHandle {
  readonly kind = "file";
  readonly name = "phi.zip";
  file: File | null;
  permission: PermissionState = "granted";

  constructor(file: File) {
    this.file = file;
  }

  async getFile(): Promise<File> {
    if (this.file === null) throw new DOMException("None.", "NotFoundError");
    return this.file;
  }

  async queryPermission(): Promise<PermissionState> {
    return this.permission;
  }
}

async function zipFile(config = "{}", lastModified = 1): Promise<File> {
  const zip = new JSZip().file("phi/config.json", config).file("phi/onnx/model.onnx", "weights");
  return new File([await zip.generateAsync({ type: "blob" })], "phi.zip", { lastModified });
}

async function remembered() {
  const disk = new ZipHandle(await zipFile());
  const bundle = await openZipInPlace(openZip, disk as unknown as FileSystemFileHandle);
  const kept = rememberZip(bundle);
  if (kept === null) throw new Error("It was not remembered.");
  return { disk, bundle, kept };
}

test("a zip is remembered without its bytes, and is the same bundle when it is opened again", async () => {
  const { disk, bundle, kept } = await remembered();
  expect(kept).toEqual({
    kind: "remembered-zip",
    bundle: { id: bundle.id, name: "phi" },
    handle: disk,
    sizeBytes: disk.file!.size,
    lastModifiedMs: 1,
  });
  const again = await openRememberedZip(openZip, kept);
  expect(again).toEqual(bundle);
  expect(await Promise.all(again.files.map((file) => readBundleText(file)))).toEqual(["{}", "weights"]);
});

test("a remembered zip is not read without leave", async () => {
  const { disk, kept } = await remembered();
  disk.permission = "prompt";
  expect(await needsPermission(kept.handle)).toBe(true);
  await expect(openRememberedZip(openZip, kept)).rejects.toMatchObject({
    code: "storage",
    message: "phi.zip may not be read until you allow it again: press Allow in the model cell.",
  });
});

test("a remembered zip that was changed, or is gone, is not taken for what it was", async () => {
  const { disk, kept } = await remembered();
  disk.file = await zipFile("[]", 2);
  await expect(openRememberedZip(openZip, kept)).rejects.toMatchObject({
    code: "invalid-bundle",
    message: "phi.zip was changed after it was opened. Put the original back, or open the zip again.",
  });
  disk.file = null;
  await expect(openRememberedZip(openZip, kept)).rejects.toMatchObject({
    code: "invalid-bundle",
    message: "phi.zip was moved or deleted after it was opened. Put it back, or open the zip again.",
  });
});

test("a zip that came without a handle is not remembered, nor one of an MLflow model", async () => {
  const { bundle } = await remembered();
  const { zip: _zip, ...plain } = bundle;
  expect([rememberZip(plain), rememberZip({ ...bundle, mlflowFiles: [] })]).toEqual([null, null]);
});
