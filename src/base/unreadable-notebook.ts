import { AppError } from "./errors.ts";
import { message, type MessageValue } from "./message.ts";

/** For readers of a part of the stored form. @param where in the document. */
export function unreadableNotebook(
  expected: MessageValue,
  found: MessageValue,
  where: MessageValue,
): AppError {
  return new AppError(
    "invalid-document",
    message`The stored notebook cannot be read: ${where} should be ${expected}; found ${found}.`,
  );
}
