import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";

/** The output of a cell above. @throws AppError "missing-dependency" if there is none. */
export function needed<T>(output: T | null, id: string): T {
  if (output === null)
    throw new AppError("missing-dependency", message`Cell ${id} ran before the cells that it needs.`);
  return output;
}
