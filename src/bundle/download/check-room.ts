import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { type DownloadPlan, totalBytesOf } from "./plan.ts";

/**
 * For a bundle file, which is kept at once and whole. For a download, preflight reports this and leaves the choice.
 * @param missingBytes of the plan, not stored yet.
 * @param freeBytes null if the browser does not say.
 * @throws AppError "storage" before a byte is written, if it does not fit.
 */
export function checkRoom(plan: DownloadPlan, missingBytes: number, freeBytes: number | null): void {
  if (plan.origin.kind !== "file" || freeBytes === null || missingBytes <= freeBytes) return;
  throw new AppError(
    "storage",
    message`${plan.name} takes ${megabytes(totalBytesOf(plan))} in this browser, which has ${megabytes(freeBytes)} left for this page. Nothing was kept. Delete a model that you no longer need in the model cell, or free some of the disk; then open the file again.`,
    { details: { missingBytes, freeBytes } },
  );
}

function megabytes(bytes: number): string {
  return `${Math.round(bytes / 1e6)} MB`;
}
