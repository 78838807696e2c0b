import type { ReactNode } from "react";
import { CodeCellView } from "#components/cells/code-cell.tsx";
import { MarkdownCellView } from "#components/cells/markdown-cell.tsx";
import { later } from "#components/ui/later.ts";
import { Part } from "#components/ui/part.tsx";
import { assertNever } from "#base/assert-never.ts";
import type { Cell } from "#notebook/cell.ts";

/** Loaded after the page itself, which can be read and edited without them. */
const ModelCellView = later(() => import("#components/cells/model-cell.tsx"));
const WrapperCellView = later(() => import("#components/cells/wrapper-cell.tsx"));
const SignatureCellView = later(() => import("#components/cells/signature-cell.tsx"));
const ArtifactCellView = later(() => import("#components/cells/artifact-cell.tsx"));
const InferenceCellView = later(() => import("#components/cells/inference-cell.tsx"));
const RegisterCellView = later(() => import("#components/cells/register-cell.tsx"));
const DeployCellView = later(() => import("#components/cells/deploy-cell.tsx"));

interface CellContentProps {
  readonly cell: Cell;
  readonly name: string;
  /** Progress and problems, which stand between a cell's input and its output. */
  readonly children: ReactNode;
}

export function CellContent({ cell, name, children }: CellContentProps) {
  return (
    <Part loading={<Loading />}>
      <CellView cell={cell} name={name}>
        {children}
      </CellView>
    </Part>
  );
}

function CellView({ cell, name, children }: CellContentProps) {
  switch (cell.type) {
    case "markdown":
      return <MarkdownCellView cell={cell} name={name} />;
    case "code":
      return <CodeCellView cell={cell} name={name} />;
    case "model":
      return (
        <ModelCellView cell={cell} name={name}>
          {children}
        </ModelCellView>
      );
    case "wrapper":
      return (
        <WrapperCellView cell={cell} name={name}>
          {children}
        </WrapperCellView>
      );
    case "signature":
      return (
        <SignatureCellView cell={cell} name={name}>
          {children}
        </SignatureCellView>
      );
    case "artifact":
      return (
        <ArtifactCellView cell={cell} name={name}>
          {children}
        </ArtifactCellView>
      );
    case "inference":
      return (
        <InferenceCellView cell={cell} name={name}>
          {children}
        </InferenceCellView>
      );
    case "register":
      return (
        <RegisterCellView cell={cell} name={name}>
          {children}
        </RegisterCellView>
      );
    case "deploy":
      return (
        <DeployCellView cell={cell} name={name}>
          {children}
        </DeployCellView>
      );
    default:
      return assertNever(cell);
  }
}

/** Takes the room of a small cell, so that what is below does not jump far. */
function Loading() {
  return <div className="cell-loading" aria-busy />;
}
