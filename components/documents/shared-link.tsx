import { useEffect, useState } from "react";
import { AppError } from "#base/errors.ts";
import { isShareFragment } from "#ipynb/share-fragment.ts";
import { useActions, useApp } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import type { Notebook } from "#notebook/cell.ts";

/** Asks before it opens a notebook from the page's address, if there is one. */
export function SharedLink() {
  const texts = useTexts().documents;
  const { readLink, openShared, notify } = useActions();
  const ready = useApp((state) => state.notebook !== null || state.problem !== null);
  const [shared, setShared] = useState<Notebook | null>(null);

  useEffect(() => {
    if (!ready) return;
    const look = () => {
      const { hash } = location;
      if (!isShareFragment(hash)) return;
      // Asked once: a reload, or a forwarded address, means the page itself.
      history.replaceState(null, "", location.pathname + location.search);
      readLink(hash).then(setShared, (thrown: unknown) =>
        notify({ tone: "error", text: AppError.from(thrown).wording }),
      );
    };
    look();
    addEventListener("hashchange", look);
    return () => removeEventListener("hashchange", look);
  }, [ready, readLink, notify]);

  return (
    <ConfirmDialog
      open={shared !== null}
      title={texts.sharedTitle(shared?.title ?? "")}
      text={texts.sharedText(shared?.cells.length ?? 0)}
      confirm={texts.openShared}
      cancel={texts.leaveShared}
      onCancel={() => setShared(null)}
      onConfirm={() => {
        if (shared) void openShared(shared);
        setShared(null);
      }}
    />
  );
}
