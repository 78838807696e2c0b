import { useState } from "react";
import { useApp } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { SelectField } from "#components/ui/select-field.tsx";
import { ScrollRegion } from "#components/ui/scroll-region.tsx";
import { chatSignature, completionsSignature } from "#mlflow/chat-signature.ts";
import { signatureDifference } from "#mlflow/export/signature-difference.ts";
import type { Signature } from "#mlflow/signature.ts";
import type { CellId } from "#notebook/cell.ts";

interface SignatureCompareProps {
  readonly signature: Signature;
  readonly cellId: CellId;
}

/** How this signature differs from another. */
export function SignatureCompare({ signature, cellId }: SignatureCompareProps) {
  const texts = useTexts().signatureViews;
  const others = useOthers(cellId);
  const [chosen, setChosen] = useState("mid-2024");
  const other = others.find(({ id }) => id === chosen) ?? others[0];
  const changes = other ? signatureDifference(other.signature, signature) : [];
  return (
    <div className="signature-compare">
      {other && (
        <SelectField
          label={texts.compareWith}
          value={other.id}
          choices={others.map(({ id, label }) => ({ id, name: label }))}
          onChange={setChosen}
        />
      )}
      {changes.length === 0 ? (
        <p className="hint">{texts.same}</p>
      ) : (
        <ScrollRegion label={texts.differences(other?.label ?? "")}>
          <table className="signature-table">
            <thead>
              <tr>
                <th scope="col">{texts.place}</th>
                <th scope="col">{other?.label}</th>
                <th scope="col">{texts.here}</th>
              </tr>
            </thead>
            <tbody>
              {changes.map(({ part, path, before, after }) => (
                <tr key={`${part} ${path}`}>
                  <th scope="row">
                    <span className="muted">{part}</span> <code>{path || texts.unnamed}</code>
                  </th>
                  <td>
                    {before === null ? <span className="muted">{texts.absent}</span> : <code>{before}</code>}
                  </td>
                  <td>
                    {after === null ? <span className="muted">{texts.absent}</span> : <code>{after}</code>}
                  </td>
                </tr>
              ))}
            </tbody>
          </table>
        </ScrollRegion>
      )}
    </div>
  );
}

/** MLflow's own for the chat task, by version, and those of the notebook's other signature cells that have run. */
function useOthers(cellId: CellId): { id: string; label: string; signature: Signature }[] {
  const texts = useTexts().signatureViews;
  const cells = useApp((state) => state.notebook?.cells);
  const states = useApp((state) => state.cellStates);
  const fromCells = (cells ?? []).flatMap((cell, at) => {
    const state = states.get(cell.id);
    const output = state && "output" in state ? state.output : null;
    if (cell.id === cellId || output?.type !== "signature") return [];
    return [{ id: cell.id, label: texts.ofCell(at + 1), signature: output.signature }];
  });
  return [
    ...fromCells,
    { id: "mid-2024", label: texts.chatOf("2.14"), signature: chatSignature("mid-2024") },
    { id: "current", label: texts.chatOf("3.17"), signature: chatSignature("current") },
    { id: "completions", label: texts.completions, signature: completionsSignature() },
  ];
}
