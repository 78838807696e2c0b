import { parse } from "valibot";
import { expect, test } from "vitest";
import type { ArtifactContent } from "#mlflow/artifact.ts";
import { artifactSchema } from "#mlflow/artifact-schema.ts";
import type { FileSource, ModelBundle } from "./bundle.ts";
import { bundleSchema } from "./bundle-schema.ts";

const blob = new Blob(["a model"]);
/** By kind, so that a new kind does not compile without an example. */
const sources: { readonly [Kind in FileSource["kind"]]: Extract<FileSource, { kind: Kind }> } = {
  blob: { kind: "blob", blob },
  part: { kind: "part", whole: blob, startByte: 2 },
  url: { kind: "url", url: "/models/config.json" },
};
const contents: { readonly [Kind in ArtifactContent["kind"]]: Extract<ArtifactContent, { kind: Kind }> } = {
  ...sources,
  text: { kind: "text", text: "a model" },
  bytes: { kind: "bytes", bytes: new Uint8Array([1]) },
};

test("a bundle is read with each kind of source that a file can have", () => {
  const bundle: ModelBundle = {
    id: "a",
    name: "a",
    origin: { kind: "zip", fileName: "a.zip" },
    isDemo: false,
    description: "",
    files: Object.values(sources).map((source) => ({ path: source.kind, sizeBytes: 1, source })),
  };
  expect(parse(bundleSchema, bundle)).toEqual(bundle);
});

test("an artifact is read with each kind of content", () => {
  const files = Object.values(contents).map((content) => ({ path: content.kind, sizeBytes: 1, content }));
  const artifact = { name: "a", files, totalBytes: files.length };
  expect(parse(artifactSchema, artifact)).toEqual(artifact);
});
