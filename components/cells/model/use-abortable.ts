import { useEffect, useState } from "react";
import { AppError, isAbort } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import { useSay } from "#components/texts/use-say.ts";

interface Abortable {
  readonly busy: boolean;
  /** In the person's language. */
  readonly error: string | null;
  /** Does one thing at a time: starting another, or leaving, aborts the one before. */
  readonly run: (act: (signal: AbortSignal) => Promise<void>) => void;
  readonly stop: () => void;
}

/** An action of a button that takes a while and can fail. */
export function useAbortable(): Abortable {
  const say = useSay();
  const [controller, setController] = useState<AbortController | null>(null);
  const [error, setError] = useState<Wording | null>(null);
  useEffect(() => () => controller?.abort(), [controller]);
  return {
    busy: controller !== null,
    error: error === null ? null : say(error),
    stop: () => controller?.abort(),
    run: (act) => {
      const mine = new AbortController();
      setController(mine);
      setError(null);
      act(mine.signal)
        .catch((thrown: unknown) => {
          if (!isAbort(thrown) && !mine.signal.aborted) setError(AppError.from(thrown).wording);
        })
        .finally(() => setController((now) => (now === mine ? null : now)));
    },
  };
}
