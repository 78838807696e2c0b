import { expect, test } from "vitest";
import { createCell, type Cell } from "#cells/cell.ts";
import type { Notebook } from "#notebook/cell.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { splitWrapperCode } from "#wrapper/split-wrapper-code.ts";
import { typedPython } from "./typed-python.ts";

const CODE = generateCode(defaultWrapper("pyfunc"));
const OPENED = { sha256: "ab", files: ["model.py"] };

function notebook(source: string, between: readonly string[] = [], opened = false): Notebook {
  const wrapper = {
    form: defaultWrapper("pyfunc"),
    editedCode: opened ? CODE : null,
    ...(opened && { opened: OPENED }),
  };
  const cells: Cell[] = [
    createCell({ type: "model", option: "pyfunc" }, "m"),
    { id: "w", type: "wrapper", wrapper },
    { id: "a", type: "artifact" },
    ...between.map((each, at): Cell => createCell({ type: "code", source: each }, `b${at}`)),
    createCell({ type: "code", source }, "c"),
  ];
  return { id: "n", title: "N", cells };
}

const all = (): boolean => true;
const artifact = { id: "a", code: CODE, opened: null };
const wrapper = { id: "w", code: splitWrapperCode(CODE).definitions, opened: null };

test("model_info is the artifact's, and the class the wrapper's", () => {
  expect(typedPython(notebook("print(model_info.model_uri)"), "c", all)).toEqual([artifact]);
  expect(typedPython(notebook("Phi3Model().predict"), "c", all)).toEqual([wrapper]);
  expect(typedPython(notebook("Phi3Model, model_info"), "c", all)).toEqual([wrapper, artifact]);
  expect(typedPython(notebook("1 + 1"), "c", all)).toEqual([]);
});

test("a cell that has not run sets nothing; nor does one whose name code below sets anew", () => {
  expect(typedPython(notebook("model_info"), "c", (id) => id !== "a")).toEqual([]);
  expect(typedPython(notebook("model_info", ["model_info = 1"]), "c", all)).toEqual([]);
  expect(typedPython(notebook("model_info = 1\nmodel_info"), "c", all)).toEqual([]);
});

test("an opened model's code says where it came from", () => {
  expect(typedPython(notebook("model_info", [], true), "c", all)).toEqual([{ ...artifact, opened: OPENED }]);
});
