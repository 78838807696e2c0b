/** Whether Python of opened models may run: what the person answered in this visit. */
import type { App } from "./app.ts";
import type { ModelConsentActions } from "./model-consent-slice.ts";

export function createModelConsentActions({ store }: Pick<App, "store">): ModelConsentActions {
  return {
    answerModelConsent(sha256, answer) {
      const modelConsents = new Map(store.getState().modelConsents).set(sha256, answer);
      store.setState({ modelConsents });
    },
  };
}
