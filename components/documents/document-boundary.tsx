import type { ReactNode } from "react";
import { ErrorBoundary } from "react-error-boundary";
import { useActions, useApp } from "#components/app-context.ts";

/** Closes a document that cannot be drawn; the rest of the page stays. */
export function DocumentBoundary({ children }: { readonly children: ReactNode }) {
  const { documentFailed } = useActions();
  const notebook = useApp((state) => state.notebook);
  return (
    <ErrorBoundary fallback={null} resetKeys={[notebook]} onError={documentFailed}>
      {children}
    </ErrorBoundary>
  );
}
