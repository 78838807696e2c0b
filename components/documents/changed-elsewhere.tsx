import { useEffect } from "react";
import { useActions, useApp } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";

/** Says once that another tab has saved a newer version, and offers ways that lose nothing. */
export function ChangedElsewhere() {
  const texts = useTexts().documents;
  const { notify, dismissNotice, takeOtherVersion, saveAsCopy } = useActions();
  const isChanged = useApp((state) => state.isChangedElsewhere);
  useEffect(() => {
    if (!isChanged) return;
    const id = notify({
      tone: "error",
      text: texts.changedElsewhere,
      action: { label: texts.takeOther, run: () => void takeOtherVersion() },
      otherAction: { label: texts.saveCopy, run: () => void saveAsCopy() },
      stays: true,
    });
    return () => dismissNotice(id);
  }, [isChanged, notify, dismissNotice, takeOtherVersion, saveAsCopy, texts]);
  return null;
}
