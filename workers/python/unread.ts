import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";

export function unread(cause: unknown): AppError {
  return new AppError(
    "network",
    message`Python's files could not be read. Check the network connection, and run the cell again.`,
    { cause },
  );
}
