import { lazy, type ReactNode, Suspense } from "react";
import { ErrorBoundary } from "react-error-boundary";
import { useTexts } from "#components/texts/use-texts.ts";
import { CodeCellView } from "#components/cells/code-cell.tsx";
import { MarkdownCellView } from "#components/cells/markdown-cell.tsx";
import { assertNever } from "#base/assert-never.ts";
import type { Cell } from "#notebook/cell.ts";

/** Loaded after the page itself, which can be read and edited without them. */
const ModelCellView = lazy(() => import("#components/cells/model-cell.tsx"));
const WrapperCellView = lazy(() => import("#components/cells/wrapper-cell.tsx"));
const SignatureCellView = lazy(() => import("#components/cells/signature-cell.tsx"));
const ArtifactCellView = lazy(() => import("#components/cells/artifact-cell.tsx"));
const InferenceCellView = lazy(() => import("#components/cells/inference-cell.tsx"));
const RegisterCellView = lazy(() => import("#components/cells/register-cell.tsx"));
const DeployCellView = lazy(() => import("#components/cells/deploy-cell.tsx"));

interface CellContentProps {
  readonly cell: Cell;
  readonly name: string;
  /** Progress and problems, which stand between a cell's input and its output. */
  readonly children: ReactNode;
}

export function CellContent({ cell, name, children }: CellContentProps) {
  if (cell.type === "markdown") return <MarkdownCellView cell={cell} name={name} />;
  if (cell.type === "code") return <CodeCellView cell={cell} name={name} />;
  return (
    <ErrorBoundary FallbackComponent={NotLoaded}>
      <Suspense fallback={<Loading />}>
        <TypedCellView cell={cell} name={name}>
          {children}
        </TypedCellView>
      </Suspense>
    </ErrorBoundary>
  );
}

interface TypedCellViewProps extends CellContentProps {
  readonly cell: Exclude<Cell, { type: "markdown" | "code" }>;
}

function TypedCellView({ cell, name, children }: TypedCellViewProps) {
  switch (cell.type) {
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

/** Offline before the page was ever whole, or the page was published anew meanwhile. */
function NotLoaded() {
  const texts = useTexts().cell;
  return (
    <div className="problem" role="alert">
      <p>{texts.notLoaded}</p>
      <button type="button" className="button small" onClick={() => location.reload()}>
        {texts.reload}
      </button>
    </div>
  );
}
