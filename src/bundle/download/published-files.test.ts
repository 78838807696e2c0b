import { expect, test } from "vitest";
import { phi3Mini4k } from "../families/phi3-mini-4k.ts";
import type { DownloadPlan } from "./plan.ts";
import { comparePublished } from "./published-files.ts";

const { repository, variant, commit, files = [] } = phi3Mini4k.onnx;

const published: DownloadPlan = {
  id: "download-1",
  name: "Phi-3",
  origin: { kind: "hub", hubUrl: "https://huggingface.co", repository, variant, commit: commit ?? "" },
  files: files.map(({ path, sizeBytes, sha256 }) => ({
    path,
    sizeBytes,
    url: `https://huggingface.co/${path}`,
    // The hub gives git's hash of small files.
    digest: sizeBytes > 1e5 ? { algorithm: "sha256", hex: sha256 } : { algorithm: "git-blob-sha1", hex: "0" },
    pieceBytes: 1,
    pieceSha256: null,
  })),
};

test("the files that a public model's folder has at its commit are known again", () => {
  expect(comparePublished(published)).toEqual({ modelName: "Phi-3 mini 4k", different: [] });
});

test("files of another size, with another hash, or missing are named", () => {
  const [added, config, genai, onnx, ...rest] = published.files;
  const spoilt = [
    { ...added!, sizeBytes: 1 },
    config!,
    { ...onnx!, digest: { algorithm: "sha256", hex: "f".repeat(64) } as const },
    ...rest,
  ];
  expect(comparePublished({ ...published, files: spoilt })?.different).toEqual([
    added?.path,
    genai?.path,
    onnx?.path,
  ]);
});

test("nothing is known of another commit, or of files that came from elsewhere", () => {
  const origin = { kind: "hub", hubUrl: "", repository, variant, commit: "0".repeat(40) } as const;
  expect(comparePublished({ ...published, origin })).toBeNull();
  expect(
    comparePublished({ ...published, origin: { kind: "manifest", url: "https://a.example" } }),
  ).toBeNull();
});
