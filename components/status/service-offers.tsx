import { useEffect } from "react";
import { useActions, useApp, useServices } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";

/** Offers what a reload would bring, once each. After dismissing it, the status panel still has it. Nothing reloads by itself. */
export function ServiceOffers() {
  const texts = useTexts().service;
  const { notify, dismissNotice, updatePage, reloadPage } = useActions();
  const update = useApp(({ service }) => (service.status === "active" ? service.update : "none"));
  const isolation = useIsolationOffer();
  useEffect(() => {
    if (update === "none") return;
    const id = notify({
      tone: "info",
      text: update === "waiting" ? texts.update : texts.taken,
      action: { label: texts.reload, run: () => void updatePage() },
      stays: true,
    });
    return () => dismissNotice(id);
  }, [update, notify, dismissNotice, updatePage, texts]);
  useEffect(() => {
    if (isolation === null) return;
    const id = notify({
      tone: "info",
      text: texts.isolate(isolation),
      action: { label: texts.reload, run: () => void reloadPage() },
      stays: true,
    });
    return () => dismissNotice(id);
  }, [isolation, notify, dismissNotice, reloadPage, texts]);
  return null;
}

/**
 * The threads that a reload would bring, or null. If the page came through the service worker and is still not isolated, the browser
 * cannot isolate it: another reload would not help, and is not offered.
 */
export function useIsolationOffer(): number | null {
  const { crossOriginIsolated, threadsIfIsolated } = useServices().threadFacts;
  const ready = useApp(
    ({ service }) => service.status === "active" && service.controls && !service.servedPage,
  );
  return ready && !crossOriginIsolated && threadsIfIsolated > 1 ? threadsIfIsolated : null;
}
