import { boolean, literal, object, string } from "valibot";
import { list, wordingSchema } from "#base/schemas.ts";
import { editCode } from "#wrapper/edit-wrapper.ts";
import { interfaceOf } from "#wrapper/pyfunc-kinds.ts";
import { wrapperSchema } from "#wrapper/wrapper-schema.ts";
import { splitWrapperCode } from "#wrapper/split-wrapper-code.ts";
import { requireValidWrapper } from "#wrapper/validate-wrapper.ts";
import { runsItself } from "#wrapper/wrapper.ts";
import { wrapperOutput } from "#wrapper/wrapper-output.ts";
import type { TypedBehaviour } from "../cell-behaviour.ts";
import { withCodedModel } from "./run-wrapper-code.ts";
import { codeOf, type WrapperCell, type WrapperOutput } from "./wrapper-cell.ts";

export const wrapperBehaviour: TypedBehaviour<WrapperCell, WrapperOutput> = {
  async run({ wrapper: source }, _above, context) {
    const output = wrapperOutput(source);
    const { wrapper, code, edited } = output;
    if (wrapper.option !== "pyfunc") return { type: "wrapper", ...output };
    if (!edited && interfaceOf(wrapper) === null) return { type: "wrapper", ...output };
    const whole = await withCodedModel(wrapper, code, source.opened ?? null, context);
    // A class that runs itself sets its own options.
    requireValidWrapper(runsItself(whole) ? { ...whole, searchOptions: {} } : whole);
    return { type: "wrapper", ...output, wrapper: whole };
  },
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
