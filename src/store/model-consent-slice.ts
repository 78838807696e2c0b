import type { ConsentAnswer } from "#python/model-consent.ts";

export interface ModelConsentState {
  /** What the person answered in this visit about Python of opened models, by the digest of its sources. */
  readonly modelConsents: ReadonlyMap<string, ConsentAnswer>;
}

export interface ModelConsentActions {
  /** It holds until the page is closed or reloaded. */
  readonly answerModelConsent: (sha256: string, answer: ConsentAnswer) => void;
}
