import { Dialog } from "radix-ui";
import { useState } from "react";
import type { OpenBundle } from "#bundle/bundle.ts";
import { useActions } from "#components/app-context.ts";
import { ProgressBar } from "#components/notebook/cell-progress.tsx";
import { useTexts } from "#components/texts/use-texts.ts";
import { CredentialFields } from "../register/credential-fields.tsx";
import { serverUrlOf } from "../register/server-url-of.ts";
import { useServerLook } from "../register/use-server-look.ts";
import { DialogFrame } from "#components/ui/dialog-frame.tsx";
import { ErrorLine } from "#components/ui/error-line.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import { TextField } from "#components/ui/text-field.tsx";

interface ServerDialogProps {
  readonly onOpen: (opening: OpenBundle) => void;
  readonly onClose: () => void;
  readonly returnFocus: () => void;
}

/** Opens a version of a registered model: first asks which server, then which model. */
export function ServerDialog({ onOpen, onClose, returnFocus }: ServerDialogProps) {
  const texts = useTexts();
  return (
    <DialogFrame
      title={texts.register.openTitle}
      text={texts.register.openText}
      className="download-dialog"
      onClose={onClose}
      returnFocus={returnFocus}
    >
      <ServerForm
        onOpen={(opening) => {
          onOpen(opening);
          onClose();
        }}
      />
    </DialogFrame>
  );
}

function ServerForm({ onOpen }: Pick<ServerDialogProps, "onOpen">) {
  const texts = useTexts().register;
  const { openingOfVersion } = useActions();
  const [server, setServer] = useState("");
  const [chosen, setChosen] = useState(0);
  const url = serverUrlOf(server);
  const { contents, busy, error, look } = useServerLook(url);
  const version = contents?.versions[chosen];

  function submit(): void {
    if (url === null) return;
    if (version === undefined) {
      setChosen(0);
      look();
    } else {
      onOpen(openingOfVersion(url, version));
    }
  }

  return (
    <form
      className="download-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
    >
      <TextField
        label={texts.server}
        placeholder="http://localhost:5000"
        value={server}
        onChange={setServer}
      />
      <details className="disclosure">
        <summary>{texts.access}</summary>
        <CredentialFields url={url} />
      </details>
      {contents !== null && contents.versions.length === 0 && <p className="hint">{texts.none}</p>}
      {contents !== null && contents.versions.length > 0 && (
        <SelectField
          label={texts.registered}
          value={String(chosen)}
          choices={contents.versions.map(({ name, version, aliases }, place) => ({
            id: String(place),
            name: texts.versionOf(name, version, aliases),
          }))}
          onChange={(place) => setChosen(Number(place))}
        />
      )}
      <ErrorLine error={error} />
      {busy && <ProgressBar progress={{ label: texts.looking }} />}
      <div className="dialog-buttons">
        <Dialog.Close className="button">{texts.cancel}</Dialog.Close>
        <button type="submit" className="button primary" disabled={url === null || busy}>
          {version === undefined ? texts.list : texts.openIt}
        </button>
      </div>
    </form>
  );
}
