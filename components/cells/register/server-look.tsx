import { CircleCheck, Search } from "lucide-react";
import { formatCount } from "#components/format.ts";
import { ProgressBar } from "#components/notebook/cell-progress.tsx";
import { BusyButton } from "#components/ui/busy-button.tsx";
import { useTexts } from "#components/texts/use-texts.ts";
import type { ServerLookState } from "./use-server-look.ts";
import { ErrorLine } from "#components/ui/error-line.tsx";

interface ServerLookProps {
  readonly look: ServerLookState;
  readonly disabled: boolean;
}

/** Asks a server what it is, and shows the answer, so that a connection is tested before gigabytes are sent. */
export function ServerLook({ look, disabled }: ServerLookProps) {
  const texts = useTexts().register;
  const { contents, busy, error } = look;
  return (
    <div className="wide server-look">
      <div className="row">
        <BusyButton className="button small" disabled={disabled} busy={busy} onClick={look.look}>
          <Search aria-hidden /> {texts.look}
        </BusyButton>
        <output className={contents === null ? "hint" : "hint connected"}>
          {contents !== null && <CircleCheck aria-hidden className="inline-icon" />}
          {contents === null
            ? texts.lookHint
            : texts.seen(
                contents.serverVersion,
                formatCount(contents.experiments.length),
                formatCount(new Set(contents.versions.map(({ name }) => name)).size),
              )}
        </output>
      </div>
      {busy && <ProgressBar progress={{ label: texts.looking }} />}
      <ErrorLine error={error} />
    </div>
  );
}
