import { Play, Trash2 } from "lucide-react";
import { useState } from "react";
import { useShallow } from "zustand/react/shallow";
import { useActions, useApp } from "#components/app-context.ts";
import { BusyButton } from "#components/ui/busy-button.tsx";
import { useTexts } from "#components/texts/use-texts.ts";
import type { CellId } from "#notebook/cell.ts";
import type { StoppedUpload } from "#store/upload-slice.ts";

/** The cell's unfinished uploads: continue one, or clean up. */
export function StoppedUploads({
  cellId,
  url,
}: {
  readonly cellId: CellId;
  /** For the server that the cell names now. */
  readonly url: string | null;
}) {
  const uploads = useApp(useShallow((state) => state.uploads.filter((each) => each.cellId === cellId)));
  return uploads.map((upload) => (
    <StoppedUploadView key={upload.key} upload={upload} mayContinue={upload.serverUrl === url} />
  ));
}

function StoppedUploadView({
  upload,
  mayContinue,
}: {
  readonly upload: StoppedUpload;
  readonly mayContinue: boolean;
}) {
  const texts = useTexts().register;
  const { runCell, cleanUpUpload } = useActions();
  const [isCleaning, setIsCleaning] = useState(false);
  const { serverUrl, sentCount, fileCount, isElsewhere, cellId } = upload;
  if (isElsewhere) return <p className="hint">{texts.uploadElsewhere(serverUrl)}</p>;
  const cleanUp = async () => {
    setIsCleaning(true);
    await cleanUpUpload(upload);
    setIsCleaning(false);
  };
  return (
    <div className="row stopped-upload">
      <p>
        {fileCount === null
          ? texts.uploadStoppedEarly(serverUrl)
          : texts.uploadStopped(serverUrl, sentCount, fileCount)}
      </p>
      {mayContinue && (
        <BusyButton className="button small" busy={isCleaning} onClick={() => void runCell(cellId)}>
          <Play aria-hidden /> {texts.continueUpload}
        </BusyButton>
      )}
      <BusyButton
        className="button small"
        busy={isCleaning}
        title={texts.cleanUpHint}
        onClick={() => void cleanUp()}
      >
        <Trash2 aria-hidden /> {texts.cleanUp}
      </BusyButton>
    </div>
  );
}
