import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import type { ReactNode } from "react";
import ReactMarkdown, { type Components } from "react-markdown";
import { useTexts } from "#components/texts/use-texts.ts";
import { isOwnPicture } from "./own-picture.ts";
import { ScrollRegion } from "./scroll-region.tsx";

/** Text in a notebook is data: HTML in it is shown as text, and react-markdown drops addresses such as javascript:. */
const components: Components = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  ),
  // A page that shows someone's notebook must not call out to a third server for a picture.
  img: ({ src, alt }) =>
    typeof src === "string" && isOwnPicture(src, document.baseURI) ? (
      <img src={src} alt={alt ?? ""} />
    ) : (
      <a href={typeof src === "string" ? src : undefined} target="_blank" rel="noopener noreferrer">
        {alt === undefined || alt === "" ? src : alt}
      </a>
    ),
  table: ({ children }) => (
    <Region of="table">
      <table>{children}</table>
    </Region>
  ),
  pre: ({ children }) => (
    <Region of="code" className="code-box">
      <pre>{children}</pre>
    </Region>
  ),
};

interface RegionProps {
  readonly of: "table" | "code";
  readonly className?: string;
  readonly children: ReactNode;
}

function Region({ of, ...rest }: RegionProps) {
  return <ScrollRegion label={useTexts().markdown[of]} {...rest} />;
}

/** GitHub's tables, task lists and so on: remark-gfm, but for its half that writes Markdown. */
function readGfm(this: { data(): object }): void {
  const data: { micromarkExtensions?: unknown[]; fromMarkdownExtensions?: unknown[] } = this.data();
  (data.micromarkExtensions ??= []).push(gfm());
  (data.fromMarkdownExtensions ??= []).push(gfmFromMarkdown());
}

/**
 * Rendered Markdown. It is drawn with the page, not fetched when wanted: a text that is drawn later moves the cells below
 * from under the pointer.
 */
export function Markdown({ source }: { readonly source: string }) {
  return (
    <div className="prose">
      <ReactMarkdown remarkPlugins={[readGfm]} components={components}>
        {source}
      </ReactMarkdown>
    </div>
  );
}
