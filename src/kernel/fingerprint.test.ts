import { expect, it } from "vitest";
import type { Notebook } from "#notebook/cell.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { WrapperSource } from "#wrapper/wrapper.ts";
import { fingerprintOf } from "./fingerprint.ts";

const form = defaultWrapper("pyfunc");

function fingerprint(wrapper: WrapperSource): string {
  const notebook: Notebook = { id: "n", title: "", cells: [{ id: "w", type: "wrapper", wrapper }] };
  return fingerprintOf(notebook, "w").own;
}

it("a wrapper's output is of its form and code, not of what discarding the edits would bring back", () => {
  const edited = { form, editedCode: "print()" };
  expect(fingerprint({ ...edited, formBeforeEdits: { ...form, name: "before" } })).toBe(fingerprint(edited));
  expect(fingerprint({ ...edited, editedCode: "" })).not.toBe(fingerprint(edited));
});
