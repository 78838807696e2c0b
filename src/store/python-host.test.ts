import { expect, test } from "vitest";
import type { ModelBundle } from "#bundle/bundle.ts";
import { type Cell, createCell } from "#cells/cell.ts";
import { fakeBundles, fakeRegistry } from "#kernel/testing/fake-platform.ts";
import type { Notebook } from "#notebook/cell.ts";
import { profileOf, pythonHost } from "./python-host.ts";

const GENAI_FILES = ["genai_config.json", "config.json", "tokenizer.json", "tokenizer_config.json"];

function bundle(id: string, paths: readonly string[], origin: ModelBundle["origin"]): ModelBundle {
  const files = paths.map((path) => ({
    path,
    sizeBytes: 2,
    source: { kind: "blob" as const, blob: new Blob(["{}"]) },
  }));
  return { id, name: id, origin, isDemo: false, description: "", files };
}

const PHI3 = bundle("phi-3", GENAI_FILES, {
  kind: "download",
  host: "huggingface.co",
  hub: { repository: "microsoft/Phi-3-mini-4k-instruct-onnx", commit: "0".repeat(40) },
});
const OTHER = bundle("other", GENAI_FILES, { kind: "folder", folderName: "other" });
const WEIGHTS = bundle("weights", ["config.json"], { kind: "folder", folderName: "weights" });

/** The answer of `model.find` in a notebook with those model cells, in a browser that has all three models. */
async function find(cells: readonly Cell[], name: string, kind: "genai" | "transformers" = "genai") {
  const offered: string[] = [];
  const all = [PHI3, OTHER, WEIGHTS];
  const host = pythonHost({
    notebook: () => notebookOf(cells),
    bundles: {
      ...fakeBundles(),
      list: () => Promise.resolve(all.map(({ id, name }) => ({ id, name, isDemo: false }))),
      get: async (id) => all.find((each) => each.id === id) ?? Promise.reject(new Error("gone")),
    },
    inference: {
      offerModel: (reference) => {
        offered.push(reference);
        return Promise.resolve();
      },
    },
    python: { wheels: () => Promise.resolve([]) },
    registry: fakeRegistry(),
    agreedServers: new Map(),
    access: (url) => Promise.resolve({ url, user: "", secret: "" }),
  });
  const found = await host.methods.get("model.find")?.([name, kind], { signal: AbortSignal.timeout(10_000) });
  return { found, offered };
}

const notebookOf = (cells: readonly Cell[]): Notebook => ({ id: "n", title: "", cells });
const modelCell = (bundleId: string): Cell => createCell({ type: "model", bundleId }, "m");
const codeCell = (source: string): Cell => createCell({ type: "code", source }, "c");

test("a repository's name finds the model that was downloaded from it, whatever the model cell has", async () => {
  const model = { reference: "phi-3", name: "phi-3", exact: true };
  expect(await find([modelCell("phi-3")], "microsoft/Phi-3-mini-4k-instruct-onnx")).toEqual({
    found: model,
    offered: ["phi-3"],
  });
  expect(await find([modelCell("other")], "models/phi-3/")).toEqual({ found: model, offered: ["phi-3"] });
});

test("for a name that the page does not know, the notebook's model answers; without one that can, nothing does", async () => {
  expect(await find([modelCell("weights"), modelCell("other")], "./cpu-int4")).toEqual({
    found: { reference: "other", name: "other", exact: false },
    offered: ["other"],
  });
  expect(await find([modelCell("weights")], "./cpu-int4", "transformers")).toEqual({
    found: null,
    offered: [],
  });
});

test("Python's versions are those of the first wrapper, or those that have the calls of the code", () => {
  const wrapper = createCell({ type: "wrapper" }, "w");
  expect(profileOf(notebookOf([codeCell("params.input_ids = ids"), wrapper]))).toBe("current");
  expect(profileOf(notebookOf([codeCell("params.input_ids = ids")]))).toBe("mid-2024");
  expect(profileOf(notebookOf([codeCell("generator.compute_logits()")]))).toBe("mid-2024");
  expect(profileOf(notebookOf([codeCell("ids == params.input_ids")]))).toBe("current");
});
