import { type ReactNode, Suspense } from "react";
import { ErrorBoundary, type FallbackProps } from "react-error-boundary";
import { messageOf } from "#base/errors.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { PartMissing } from "./later.ts";

interface PartProps {
  readonly children: ReactNode;
  /** Shown until all of it has been loaded. */
  readonly loading?: ReactNode;
  /** Has no place of its own in the page, like a dialog: the problem is shown in a corner. */
  readonly isFloating?: boolean;
}

interface PartProblemProps extends Pick<FallbackProps, "error"> {
  readonly className?: string;
}

/** A part of the page that can fail alone: the problem is shown in its place, and the rest goes on. */
export function Part({ children, loading, isFloating = false }: PartProps) {
  return (
    <ErrorBoundary FallbackComponent={isFloating ? FloatingProblem : PartProblem}>
      <Suspense fallback={loading}>{children}</Suspense>
    </ErrorBoundary>
  );
}

function FloatingProblem({ error }: FallbackProps) {
  return <PartProblem error={error} className="problem floating" />;
}

function PartProblem({ error, className = "problem" }: PartProblemProps) {
  const texts = useTexts().part;
  return (
    <div className={className} role="alert">
      <p>{error instanceof PartMissing ? texts.missing : texts.failed(messageOf(error))}</p>
      <button type="button" className="button small" onClick={() => location.reload()}>
        {texts.reload}
      </button>
    </div>
  );
}
