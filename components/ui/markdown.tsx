import { lazy, Suspense } from "react";

const MarkdownBody = lazy(() => import("./markdown-body.tsx"));

/** Rendered Markdown; while its reader is being loaded, the text as it is. */
export function Markdown({ source }: { readonly source: string }) {
  return (
    <div className="prose">
      <Suspense fallback={<p className="prose-source">{source}</p>}>
        <MarkdownBody source={source} />
      </Suspense>
    </div>
  );
}
