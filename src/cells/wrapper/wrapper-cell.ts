import { exactOptional, nullable, object, string } from "valibot";
import { message, type Wording } from "#base/message.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { generateCode } from "#wrapper/generate-code.ts";
import { openedSourceSchema, wrapperSchema } from "#wrapper/wrapper-schema.ts";
import type { Wrapper, WrapperSource } from "#wrapper/wrapper.ts";
import type { CellBase } from "../cell-base.ts";
import type { CellKind } from "../cell-kind.ts";

export interface WrapperCell extends CellBase {
  readonly type: "wrapper";
  readonly wrapper: WrapperSource;
}

export interface WrapperOutput {
  readonly type: "wrapper";
  readonly wrapper: Wrapper;
  /** The Python as shown: generated or edited. */
  readonly code: string;
  /** Whether `code` was edited by hand. */
  readonly edited: boolean;
  /** What the page could not follow in edited code, in sentences. */
  readonly notes: readonly Wording[];
}

export const wrapperKind: CellKind<WrapperCell, WrapperOutput> = {
  type: "wrapper",
  title: message`Wrapper`,
  hint: message`How MLflow runs it: form and Python`,
  create: (option) => ({ wrapper: { form: defaultWrapper(option), editedCode: null } }),
  stored: object({
    wrapper: object({
      form: wrapperSchema,
      editedCode: nullable(string()),
      formBeforeEdits: exactOptional(wrapperSchema),
      opened: exactOptional(openedSourceSchema),
    }),
  }),
  texts: ({ wrapper }) => [{ field: "code", text: codeOf(wrapper) }],
  runs: "with others",
  needed: {
    name: message`a wrapper cell`,
    gone: message`There is no longer a wrapper cell above.`,
    changed: message`The wrapper above changed.`,
    unfinished: message`The wrapper cell above did not finish. Read its message, then run it again.`,
  },
  madeOf: (cell) => ({ ...cell, wrapper: { ...cell.wrapper, formBeforeEdits: undefined } }),
};

/** The Python as shown: generated or edited. */
export function codeOf({ form, editedCode }: WrapperSource): string {
  return editedCode ?? generateCode(form);
}
