import { boolean, literal, object, string } from "valibot";
import { list, wordingSchema } from "#base/schemas.ts";
import { editCode } from "#wrapper/edit-wrapper.ts";
import { wrapperSchema } from "#wrapper/wrapper-schema.ts";
import { splitWrapperCode } from "#wrapper/split-wrapper-code.ts";
import { wrapperOutput } from "#wrapper/wrapper-output.ts";
import type { TypedBehaviour } from "../cell-behaviour.ts";
import { codeOf, type WrapperCell, type WrapperOutput } from "./wrapper-cell.ts";

export const wrapperBehaviour: TypedBehaviour<WrapperCell, WrapperOutput> = {
  run: async ({ wrapper }) => ({ type: "wrapper", ...wrapperOutput(wrapper) }),
  outputs: () => [],
  python: ({ wrapper }) => splitWrapperCode(codeOf(wrapper)).definitions,
  kept: object({
    type: literal("wrapper"),
    wrapper: wrapperSchema,
    code: string(),
    edited: boolean(),
    notes: list(wordingSchema),
  }),
  isFiled: true,
  withText: (cell, _field, code) => ({ ...cell, wrapper: editCode(cell.wrapper, code) }),
};
