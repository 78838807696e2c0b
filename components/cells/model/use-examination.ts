import { useEffect, useState } from "react";
import { AppError, wordingOf } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import type { DownloadExamination } from "#bundle/download/download-port.ts";
import type { DownloadPlan } from "#bundle/download/plan.ts";
import { useActions } from "#components/app-context.ts";

export interface Examination {
  /** null until it is known, or if it cannot be known. */
  readonly examined: DownloadExamination | null;
  /** Why nothing was found out. */
  readonly problem: Wording | null;
  /** Its server refuses the files: a download would fail at the first. */
  readonly isRefused: boolean;
  /** Bytes read for the verdict. */
  readonly fetchedBytes: number;
  readonly again: (signal: AbortSignal) => Promise<void>;
}

interface Answer {
  readonly planId: string;
  readonly examined?: DownloadExamination;
  readonly problem?: Wording;
  readonly isRefused?: boolean;
}

/** Finds out what can be known about a model before its download. */
export function useExamination(plan: DownloadPlan, token: string | null): Examination {
  const { examineModel } = useActions();
  const [answer, setAnswer] = useState<Answer | null>(null);
  const [fetched, setFetched] = useState({ planId: "", bytes: 0 });

  useEffect(() => {
    const controller = new AbortController();
    const planId = plan.id;
    const tell = (bytes: number): void => setFetched({ planId, bytes });
    examineModel(plan, token, tell, controller.signal).then(
      (examined) => setAnswer({ planId, examined }),
      (thrown: unknown) => {
        const { status } = AppError.from(thrown).details;
        const isRefused = status === 401 || status === 403;
        if (!controller.signal.aborted) setAnswer({ planId, problem: wordingOf(thrown), isRefused });
      },
    );
    return () => controller.abort();
  }, [plan, token, examineModel]);

  // The result for the previously chosen model no longer counts.
  const { examined = null, problem = null, isRefused = false } = answer?.planId === plan.id ? answer : {};
  return {
    examined,
    problem,
    isRefused,
    fetchedBytes: fetched.planId === plan.id ? fetched.bytes : 0,
    async again(signal) {
      const tell = (bytes: number): void => setFetched({ planId: plan.id, bytes });
      setAnswer({ planId: plan.id, examined: await examineModel(plan, token, tell, signal) });
    },
  };
}
