import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";

/** Waits. @throws AppError "aborted". */
export function sleep(ms: number, signal: AbortSignal): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(resolve, ms);
    signal.addEventListener(
      "abort",
      () => {
        clearTimeout(timer);
        reject(new AppError("aborted", message`Cancelled.`));
      },
      { once: true },
    );
  });
}
