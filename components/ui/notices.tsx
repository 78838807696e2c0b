import { CircleAlert, CircleCheck, Info, X } from "lucide-react";
import { useEffect, useState } from "react";
import { english } from "#base/message.ts";
import { useActions, useApp } from "#components/app-context.ts";
import { drawNow, focusNotebookIfLost } from "#components/notebook/focus-cell.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { Notice } from "#store/notice-slice.ts";
import { IconButton } from "./icon-button.tsx";

const SHOWN_MS = 8000;
const ICONS = { info: Info, success: CircleCheck, error: CircleAlert } as const;

/** Short messages in a corner. The region always exists, so that screen readers notice new content. */
export function Notices() {
  const texts = useTexts();
  const notices = useApp((state) => state.notices);
  return (
    <section className="notices" aria-label={texts.notices.region} aria-live="polite">
      {notices.map((notice) => (
        <NoticeCard key={notice.id} notice={notice} />
      ))}
    </section>
  );
}

function NoticeCard({ notice }: { readonly notice: Notice }) {
  const texts = useTexts();
  const say = useSay();
  const { dismissNotice } = useActions();
  const [held, setHeld] = useState(false);
  const { id, tone, action, otherAction, stays = tone === "error" } = notice;
  const dismiss = () => {
    dismissNotice(id);
    // The pressed button disappears, and takes the focus with it.
    drawNow();
    focusNotebookIfLost();
  };
  // An error stays until it is dismissed; others disappear by themselves, unless the pointer or the focus is on them.
  const goes = !stays && !held;
  useEffect(() => {
    if (!goes) return;
    const timer = setTimeout(() => dismissNotice(id), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [goes, id, dismissNotice]);
  const Icon = ICONS[tone];
  return (
    <div
      className={`notice ${tone}`}
      onPointerEnter={() => setHeld(true)}
      onPointerLeave={() => setHeld(false)}
      onFocus={() => setHeld(true)}
      onBlur={() => setHeld(false)}
    >
      <Icon aria-hidden />
      <p>{say(notice.text)}</p>
      {[action, otherAction].map(
        (each) =>
          each && (
            <button
              key={english(each.label)}
              type="button"
              className="button small"
              onClick={() => {
                each.run();
                dismiss();
              }}
            >
              {say(each.label)}
            </button>
          ),
      )}
      <IconButton icon={X} label={texts.notices.dismiss} onClick={dismiss} />
    </div>
  );
}
