import { expect, test } from "vitest";
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import type { Cell } from "#cells/kinds.ts";
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

function formAfter(notebook: Notebook, repository: string | undefined): Wrapper | undefined {
  const cell = chooseModel(notebook, model, "bundle-1", repository).cells.at(-1);
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
