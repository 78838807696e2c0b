import { CloudUpload, MessageSquare } from "lucide-react";
import { useTexts } from "#components/texts/use-texts.ts";
import { useSay } from "#components/texts/use-say.ts";
import type { LoggedModel, MadeModel } from "#cells/code/code-cell.ts";
import type { CellId } from "#notebook/cell.ts";
import { pythonSource } from "#python-values/python-source.ts";
import { readDumpedJson } from "#python-values/read-python-json.ts";
import { ArtifactView } from "../artifact/artifact-view.tsx";
import { useAddBelow } from "../artifact/use-add-below.ts";

interface LoggedModelsProps {
  readonly id: CellId;
  /** Of the cell. */
  readonly name: string;
  readonly models: readonly LoggedModel[];
}

/** The models that a code cell has logged, each as an artifact cell shows it. Cells below use the last one. */
export default function LoggedModels({ id, name, models }: LoggedModelsProps) {
  const texts = useTexts();
  const say = useSay();
  const ask = useAddBelow(id, "inference");
  const register = useAddBelow(id, "register");
  return models.map((model, at) => {
    const label = texts.code.logged(model.name, models.length === 1 ? name : `${name} (${at + 1})`);
    return (
      // oxlint-disable-next-line react/no-array-index-key -- a run's models never move
      <section key={at} className="logged-model" aria-label={label}>
        {"why" in model.made ? (
          <>
            <p>
              <strong className="mono">{model.name}</strong>{" "}
              <span className="muted">{texts.code.notMade}</span>
            </p>
            <p className="hint">{say(model.made.why)}</p>
          </>
        ) : (
          <>
            <ArtifactView artifact={model.made.artifact} name={label} {...exampleOf(model.made)} />
            {at === models.length - 1 && (
              <div className="row">
                <button type="button" className="button small" onClick={ask}>
                  <MessageSquare aria-hidden /> {texts.code.ask}
                </button>
                <button type="button" className="button small" onClick={register}>
                  <CloudUpload aria-hidden /> {texts.artifact.register}
                </button>
              </div>
            )}
          </>
        )}
      </section>
    );
  });
}

/** The model's own input example. */
function exampleOf({ wrapper: { wrapper } }: MadeModel): { readonly example?: string } {
  const given = (wrapper.option === "pyfunc" ? wrapper.coded : wrapper.logged)?.inputExample;
  return given?.kind === "value" ? { example: pythonSource(readDumpedJson(given.data)) } : {};
}
