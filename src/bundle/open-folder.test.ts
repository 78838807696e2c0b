import { expect, test } from "vitest";
import { openDirectory, openFolder } from "./open-folder.ts";
import { readBundleText } from "./read-bundle-file.ts";

/** A file as `<input webkitdirectory>` returns it. */
function chosen(path: string, text: string): File {
  const file = new File([text], path.slice(path.lastIndexOf("/") + 1));
  return Object.defineProperty(file, "webkitRelativePath", { value: path });
}

const files = [
  chosen("phi3/onnx/model.onnx", "weights"),
  chosen("phi3/config.json", "{}"),
  chosen("phi3/.git/HEAD", "ref"),
  chosen("phi3/.DS_Store", "x"),
];

/** A directory handle over a tree of texts, with the methods that are used. */
function directory(name: string, tree: Record<string, unknown>): FileSystemDirectoryHandle {
  return {
    kind: "directory",
    name,
    async *entries() {
      for (const [key, value] of Object.entries(tree)) {
        yield typeof value === "string"
          ? [key, { kind: "file", name: key, getFile: () => Promise.resolve(new File([value], key)) }]
          : [key, directory(key, value as Record<string, unknown>)];
      }
    },
  } as unknown as FileSystemDirectoryHandle;
}

test("a folder's files are named from the folder on, litter left out", async () => {
  const bundle = await openFolder(files);
  expect(bundle).toEqual({
    id: bundle.id,
    name: "phi3",
    origin: { kind: "folder", folderName: "phi3" },
    isDemo: false,
    description: "Opened from the folder phi3.",
    files: [
      { path: "config.json", sizeBytes: 2, source: { kind: "blob", blob: files[1] } },
      { path: "onnx/model.onnx", sizeBytes: 7, source: { kind: "blob", blob: files[0] } },
    ],
  });
  expect(await readBundleText(bundle.files[1]!)).toBe("weights");
});

test("a directory handle gives the same bundle", async () => {
  const handle = directory("phi3", {
    onnx: { "model.onnx": "weights" },
    "config.json": "{}",
    ".git": { HEAD: "ref" },
  });
  const [fromInput, fromHandle] = await Promise.all([openFolder(files), openDirectory(handle)]);
  expect({ id: fromHandle.id, paths: fromHandle.files.map(({ path }) => path) }).toEqual({
    id: fromInput.id,
    paths: ["config.json", "onnx/model.onnx"],
  });
});

test("a model of the same size with other weights has another id", async () => {
  const large = (byte: string, at: number): File => {
    const text = "x".repeat(3 << 20);
    return chosen("phi3/model.onnx", text.slice(0, at) + byte + text.slice(at + 1));
  };
  const ids = await Promise.all(
    [large("x", 0), large("y", 0), large("y", (3 << 20) - 1), large("y", 1.5 * 2 ** 20)].map(
      async (file) => (await openFolder([file])).id,
    ),
  );
  expect(new Set(ids).size).toBe(4);
});

test("an empty folder says what to choose", async () => {
  await expect(openFolder([])).rejects.toMatchObject({
    code: "invalid-bundle",
    message: expect.stringContaining("genai_config.json, tokenizer.json and the ONNX file") as string,
  });
});

test("a path that leads out of the folder is refused", async () => {
  await expect(openFolder([chosen("phi3/../x.json", "{}")])).rejects.toMatchObject({ code: "unsafe-path" });
});

test("a folder that may not be read says so", async () => {
  const handle = directory("secret", {});
  handle.entries = () => {
    throw new DOMException("denied", "NotAllowedError");
  };
  await expect(openDirectory(handle)).rejects.toMatchObject({
    code: "storage",
    message: "The folder secret could not be read. Allow access to it, or choose it again.",
  });
});
