import type { OnBytes, OpenBundle } from "#bundle/bundle.ts";

export interface MlflowActions {
  /**
   * Opens an MLflow model as a new notebook and reads what is inside. None of its code runs.
   * @returns its title, and whether the page can run it.
   * @throws AppError; nothing has changed then.
   */
  readonly openMlflow: (
    opening: OpenBundle,
    signal: AbortSignal,
    onBytes: OnBytes,
  ) => Promise<{ title: string; runs: boolean }>;
}
