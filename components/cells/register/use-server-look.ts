import { useState } from "react";
import { useActions } from "#components/app-context.ts";
import type { ServerContents } from "#registry/registry-port.ts";
import { useAbortable } from "../model/use-abortable.ts";

export interface ServerLookState {
  /** For the server at this address; null until it was asked. */
  readonly contents: ServerContents | null;
  readonly busy: boolean;
  readonly error: string | null;
  readonly look: () => void;
}

/** What a server has, once a person asks for it. */
export function useServerLook(url: string | null): ServerLookState {
  const { lookAtServer, loadCredentials } = useActions();
  const { busy, error, run } = useAbortable();
  const [seen, setSeen] = useState<{ url: string; contents: ServerContents } | null>(null);
  return {
    contents: seen !== null && seen.url === url ? seen.contents : null,
    busy,
    error,
    look: () => {
      if (url === null) return;
      run(async (signal) => {
        await loadCredentials(url);
        setSeen({ url, contents: await lookAtServer(url, signal) });
      });
    },
  };
}
