import { useEffect, useRef, useState } from "react";
import { AppError, isAbort } from "#base/errors.ts";
import type { Progress } from "#base/progress.ts";
import { useActions } from "#components/app-context.ts";

interface NotifiedWork {
  /** Null while nothing runs. */
  readonly progress: Progress | null;
  readonly run: (
    first: Progress,
    work: (signal: AbortSignal, onProgress: (progress: Progress) => void) => Promise<void>,
  ) => Promise<void>;
  readonly cancel: () => void;
}

/**
 * Work that can be cancelled, and is when the component goes. A notice tells how it failed.
 * @param cancelled what the notice says after Cancel.
 */
export function useNotifiedWork(cancelled: string): NotifiedWork {
  const { notify } = useActions();
  const [progress, setProgress] = useState<Progress | null>(null);
  const controller = useRef<AbortController | null>(null);
  useEffect(() => () => controller.current?.abort(), []);
  return {
    progress,
    async run(first, work) {
      controller.current = new AbortController();
      setProgress(first);
      try {
        await work(controller.current.signal, setProgress);
      } catch (thrown) {
        notify(
          isAbort(thrown)
            ? { tone: "info", text: cancelled }
            : { tone: "error", text: AppError.from(thrown).wording },
        );
      } finally {
        setProgress(null);
      }
    },
    cancel: () => controller.current?.abort(),
  };
}
