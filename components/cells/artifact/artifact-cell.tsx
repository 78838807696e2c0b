import { CloudUpload } from "lucide-react";
import { english } from "#base/message.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { ArtifactCell } from "#cells/artifact/artifact-cell.ts";
import type { CellViewProps } from "../cell-view-props.ts";
import { OutputArea } from "../output-area.tsx";
import { useOutput } from "../use-output.ts";
import { ArtifactView } from "./artifact-view.tsx";
import { useAddBelow } from "./use-add-below.ts";

export default function ArtifactCellView({ cell, name, children }: CellViewProps<ArtifactCell>) {
  const texts = useTexts().artifact;
  const say = useSay();
  const goToRegister = useAddBelow(cell.id, "register");
  const { output, current } = useOutput(cell.id, "artifact");
  return (
    <>
      {children}
      {output ? (
        <OutputArea current={current}>
          {output.notes && output.notes.length > 0 && (
            <ul className="notes" aria-label={texts.loadNotes}>
              {output.notes.map((note) => (
                <li key={english(note)}>{say(note)}</li>
              ))}
            </ul>
          )}
          <ArtifactView artifact={output.artifact} name={name} />
          <button type="button" className="button small" onClick={goToRegister}>
            <CloudUpload aria-hidden /> {texts.register}
          </button>
        </OutputArea>
      ) : (
        <p className="hint">{texts.notRun}</p>
      )}
    </>
  );
}
