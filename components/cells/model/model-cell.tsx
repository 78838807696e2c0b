import { FlaskConical } from "lucide-react";
import { useApp } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { ModelCell } from "#cells/model/model-cell.ts";
import type { CellViewProps } from "../cell-view-props.ts";
import { Downloads } from "./downloads.tsx";
import { KeptModels } from "./kept-models.tsx";
import { BlockedPlace, ForgetButton, ModelSelect } from "./model-choice.tsx";
import { ModelReport } from "./model-report.tsx";
import { DownloadButton, FolderButton, ServerButton, ZipButton } from "./open-buttons.tsx";
import { OutputArea } from "../output-area.tsx";
import { useOutput } from "../use-output.ts";
import { useModelDrop } from "./use-model-drop.ts";
import { useOpenModel } from "./use-open-model.ts";
import "./model.css";

export default function ModelCellView({ cell, name, children }: CellViewProps<ModelCell>) {
  const texts = useTexts().model;
  const chosen = useApp((state) => state.bundles.find(({ id }) => id === cell.bundleId));
  const { output, current } = useOutput(cell.id, "model");
  const opening = useOpenModel(cell.id);
  const { isOver, handlers } = useModelDrop(opening);
  return (
    <div className={`model-cell ${isOver ? "dropping" : ""}`} {...handlers}>
      <div className="model-choice">
        <ModelSelect cell={cell} chosen={chosen} />
        <div className="row">
          <FolderButton name={name} onOpen={opening.open} />
          <ZipButton name={name} onOpen={opening.openZipOrBundle} />
          <DownloadButton cellId={cell.id} />
          <ServerButton onOpen={opening.open} />
          {chosen && <ForgetButton chosen={chosen} />}
          <span className="hint drop-hint">{isOver ? texts.dropNow : texts.dropHint}</span>
        </div>
      </div>
      {chosen && <BlockedPlace {...chosen} />}
      {cell.named !== undefined && <p className="hint">{texts.named(cell.named)}</p>}
      {chosen?.isDemo && (
        <p className="callout">
          <FlaskConical aria-hidden />
          <span>
            <strong>{texts.demo}.</strong> {texts.demoText}
          </span>
        </p>
      )}
      <Downloads cellId={cell.id} />
      <KeptModels />
      {children}
      {output ? (
        <OutputArea current={current}>
          <ModelReport bundle={output.bundle} report={output.report} />
        </OutputArea>
      ) : (
        <p className="hint">{texts.notRun}</p>
      )}
    </div>
  );
}
