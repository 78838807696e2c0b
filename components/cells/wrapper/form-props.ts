import type { Wording } from "#base/message.ts";
import type { WrapperProblem } from "#wrapper/validate-wrapper.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";

export type Errors = (field: WrapperProblem["field"]) => Wording | null;

export interface FormProps<Form extends Wrapper> {
  readonly form: Form;
  readonly errors: Errors;
  readonly onChange: (form: Wrapper) => void;
}
