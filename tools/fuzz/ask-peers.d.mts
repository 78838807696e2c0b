import type { Claim } from "./target.ts";

export interface PeerVerdict {
  /** null where it gave none: it ran out of its time or memory. */
  readonly accepts: boolean | null;
  readonly why: string;
  readonly answer: string | null;
}

/** One Python process. */
export class Peers {
  /** How many questions are not answered yet. */
  get waitingCount(): number;
  /** @param peer a name of peers.py. */
  ask(peer: string, bytes: Uint8Array): Promise<PeerVerdict>;
  end(): void;
}

/**
 * What the page took silently, and the real peer does not, or reads as something else.
 * @returns null where they agree, the page says that it is damaged, or the peer gave no answer.
 */
export function disagreement(claim: Claim | undefined, verdict: PeerVerdict): string | null;
