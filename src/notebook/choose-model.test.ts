import { expect, test } from "vitest";
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import type { HubRepository } from "#bundle/bundle.ts";
import type { Cell } from "#cells/cell.ts";
import type { ModelCell } from "#cells/model/model-cell.ts";
import type { Notebook } from "./cell.ts";
import { chooseModel } from "./choose-model.ts";

const model: ModelCell = { id: "m", type: "model", bundleId: "phi3-demo" };
const onnx = "microsoft/Phi-3-mini-4k-instruct-onnx";
const reference = {
  repository: "microsoft/Phi-3-mini-4k-instruct",
  commit: "0a67737cc96d2554230f90338b163bc6380a2a85",
};
const option1 = defaultWrapper("transformers");

function notebookWith(form: Wrapper, editedCode: string | null = null, ...cells: readonly Cell[]): Notebook {
  return {
    id: "n",
    title: "N",
    cells: [model, ...cells, { id: "w", type: "wrapper", wrapper: { form, editedCode } }],
  };
}

function formAfter(notebook: Notebook, repository: string | undefined, from = model): Wrapper | undefined {
  const hubs = new Map<string, HubRepository>([
    ["mine", { repository: "me/weights", commit: "2".repeat(40), holdsWeights: true }],
    ...(repository === undefined ? [] : [["bundle-1", { repository, commit: "1".repeat(40) }] as const]),
  ]);
  const cell = chooseModel(notebook, from, "bundle-1", (id) => hubs.get(id)).cells.at(-1);
  return cell?.type === "wrapper" ? cell.wrapper.form : undefined;
}

test("a family's ONNX folder makes option 1 refer to its weights, and another model undoes it", () => {
  expect(formAfter(notebookWith(option1), onnx)).toEqual({ ...option1, reference });
  expect(formAfter(notebookWith({ ...option1, reference } as Wrapper), undefined)).toEqual(option1);
  expect(formAfter(notebookWith({ ...option1, reference } as Wrapper), onnx)).toEqual({
    ...option1,
    reference,
  });
});

test("option 2, code written by hand, a reference of one's own and another model's wrapper stay", () => {
  const own = { ...option1, reference: { repository: "me/mine", commit: "0".repeat(40) } } as Wrapper;
  expect(formAfter(notebookWith(defaultWrapper("pyfunc")), onnx)).toEqual(defaultWrapper("pyfunc"));
  expect(formAfter(notebookWith(option1, "mine = 1"), onnx)).toEqual(option1);
  expect(formAfter(notebookWith(own), onnx)).toEqual(own);
  expect(formAfter(notebookWith(option1, null, { ...model, id: "m2" }), onnx)).toEqual(option1);
});

test("a repository of safetensors is referred to itself, at its commit, until another model is chosen", () => {
  const hub = { repository: "me/weights", commit: "2".repeat(40) };
  const referring = { ...option1, reference: hub } as Wrapper;
  const chosen = chooseModel(notebookWith(option1), model, "mine", () => ({ ...hub, holdsWeights: true }));
  expect(chosen.cells.at(-1)).toMatchObject({ wrapper: { form: referring } });
  expect(formAfter(notebookWith(referring), undefined, { ...model, bundleId: "mine" })).toEqual(option1);
});
