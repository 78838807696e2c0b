import { useActions } from "#components/app-context.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import type { DeployCell } from "#cells/deploy/deploy-cell.ts";
import type { CellViewProps } from "../cell-view-props.ts";
import { DeployForm } from "./deploy-form.tsx";
import { DeploymentView } from "./deployment-view.tsx";
import { OutputArea } from "../output-area.tsx";
import { useOutput } from "../use-output.ts";
import "./deploy.css";

export default function DeployCellView({ cell, name, children }: CellViewProps<DeployCell>) {
  const texts = useLaterTexts().deploy;
  const { updateCell } = useActions();
  const { output, current } = useOutput(cell.id, "deploy");
  return (
    <>
      <DeployForm settings={cell.settings} onChange={(settings) => updateCell({ ...cell, settings })} />
      {children}
      {output ? (
        <OutputArea current={current}>
          <DeploymentView
            // Another target or option has other files, forms and questions.
            key={`${output.deployment.folder} ${output.deployment.answers}`}
            cellId={cell.id}
            deployment={output.deployment}
            name={name}
          />
        </OutputArea>
      ) : (
        <p className="hint">{texts.notRun}</p>
      )}
    </>
  );
}
