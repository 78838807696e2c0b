import { lazy, Suspense } from "react";

/** Asked for at once: a text that is drawn later moves the cells below from under the pointer. */
const body = import("./markdown-body.tsx");
const MarkdownBody = lazy(() => body);

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
