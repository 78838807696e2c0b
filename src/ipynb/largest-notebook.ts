import { AppError } from "#base/errors.ts";
import { message, type MessageValue } from "#base/message.ts";

/** A notebook of this page has kilobytes; with pictures in its outputs, a few megabytes. */
export const LARGEST_BYTES = 64 * 2 ** 20;

/** @param name of the file, or its address. */
export function tooLarge(name: MessageValue): AppError {
  return new AppError(
    "over-limit",
    message`A notebook may have at most ${LARGEST_BYTES / 2 ** 20} MB, and ${name} is larger. In Jupyter, clear the outputs that take the most room, save the notebook, and open it again. Nothing was opened; the file is as it was.`,
  );
}
