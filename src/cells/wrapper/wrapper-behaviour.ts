import { editCode } from "#wrapper/edit-wrapper.ts";
import { parseWrapper } from "#wrapper/parse-wrapper.ts";
import { splitWrapperCode } from "#wrapper/split-wrapper-code.ts";
import { wrapperOutput } from "#wrapper/wrapper-output.ts";
import type { TypedBehaviour } from "../cell-behaviour.ts";
import { list, text, wording } from "../kept-fields.ts";
import { codeOf, type WrapperCell, type WrapperOutput } from "./wrapper-cell.ts";

export const wrapperBehaviour: TypedBehaviour<WrapperCell, WrapperOutput> = {
  run: async ({ wrapper }) => ({ type: "wrapper", ...wrapperOutput(wrapper) }),
  outputs: () => [],
  python: ({ wrapper }) => splitWrapperCode(codeOf(wrapper)).definitions,
  parseOutput: (json) => ({
    type: "wrapper",
    wrapper: parseWrapper(json["wrapper"], "run"),
    code: text(json["code"]),
    edited: json["edited"] === true,
    notes: list(json["notes"], wording),
  }),
  withText: (cell, _field, code) => ({ ...cell, wrapper: editCode(cell.wrapper, code) }),
};
