import { ExternalLink } from "lucide-react";
import type { ReactNode } from "react";

/** A link to a page of an MLflow server. */
export function ServerLink({ href, children }: { readonly href: string; readonly children: ReactNode }) {
  return (
    <a href={href} target="_blank" rel="noreferrer noopener">
      {children} <ExternalLink aria-hidden className="inline-icon" />
    </a>
  );
}
