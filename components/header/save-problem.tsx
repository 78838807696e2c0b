import { CircleAlert, Download, X } from "lucide-react";
import { Popover } from "radix-ui";
import type { AppErrorJson } from "#base/errors.ts";
import { useDocuments } from "#components/documents/use-documents.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";

/**
 * Says that nothing is being saved, as long as that is so, and why. It lies over the page: if it moved the cells, a click that has just
 * started would miss.
 */
export default function SaveProblem({ error }: { readonly error: AppErrorJson }) {
  const say = useSay();
  const texts = useTexts();
  const { save } = useDocuments();
  // Changes by another tab have their own notice.
  return (
    <Popover.Root defaultOpen={error.code !== "name-taken"}>
      <Popover.Trigger className="save-status failed runtime-chip">
        <CircleAlert aria-hidden /> {texts.header.save.failed}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover save-problem"
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={texts.header.save.failed}
          // The person continues where they were.
          onOpenAutoFocus={(event) => event.preventDefault()}
          onInteractOutside={(event) => event.preventDefault()}
        >
          <p role="alert">{say(error)}</p>
          <button type="button" className="button small" onClick={() => void save()}>
            <Download aria-hidden /> {texts.documents.save}
          </button>
          <Popover.Close className="icon-button" aria-label={texts.dialog.close}>
            <X aria-hidden />
          </Popover.Close>
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
