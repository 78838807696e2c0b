import type { OnBytes, OpenBundle } from "#bundle/bundle.ts";

/** Functions, not methods. */
export interface MlflowActions {
  /**
   * Opens an MLflow model beside the notebooks that there are, and looks into it. None of its code is run.
   * @returns whether the page can run it, and its title.
   * @throws AppError; nothing has changed then.
   */
  readonly openMlflow: (
    opening: OpenBundle,
    signal: AbortSignal,
    onBytes: OnBytes,
  ) => Promise<{ title: string; runs: boolean }>;
}
