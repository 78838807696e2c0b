/** What a tab knows of the page's other tabs. */

export interface SavedRevision {
  /** The document's id. */
  readonly id: string;
  readonly revision: number;
}

export interface Tabs {
  /** This tab's id, new at each visit. */
  readonly id: string;
  /** Whether that tab still exists. */
  readonly isOpen: (id: string) => Promise<boolean>;
  /** Tells the other tabs. */
  readonly announce: (saved: SavedRevision) => void;
  /** Receives what other tabs announce. */
  readonly onSaved: (listener: (saved: SavedRevision) => void) => void;
}

/** A page that is alone, or cannot know of others. */
export function noOtherTabs(id: string): Tabs {
  return { id, isOpen: async () => false, announce: () => undefined, onSaved: () => undefined };
}

const CHANNEL = "phi3-notebook-saved";

const lockOf = (tab: string): string => `phi3-notebook-tab ${tab}`;

/** Whether a tab still exists. Workers can call this too. */
export async function isTabOpen(tab: string): Promise<boolean> {
  const locks: LockManager | undefined = navigator.locks;
  const all = await locks?.query().catch(() => undefined);
  return (all?.held ?? []).some(({ name }) => name === lockOf(tab));
}

/** Each tab holds a Web Lock named by its id as long as it lives. Without locks, no other tab is known to exist. */
export function createTabs(id: string): Tabs {
  const locks: LockManager | undefined = navigator.locks;
  locks?.request(lockOf(id), () => new Promise(() => undefined)).catch(() => undefined);
  const channel = "BroadcastChannel" in globalThis ? new BroadcastChannel(CHANNEL) : null;
  return {
    id,
    isOpen: isTabOpen,
    announce: (saved) => channel?.postMessage(saved),
    onSaved: (listener) =>
      channel?.addEventListener("message", ({ data }: MessageEvent<SavedRevision>) => listener(data)),
  };
}
