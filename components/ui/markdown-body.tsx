import ReactMarkdown, { type Components } from "react-markdown";
import remarkGfm from "remark-gfm";

/** Text in a notebook is data: HTML in it is shown as text, and react-markdown drops addresses such as javascript:. */
const components: Components = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  ),
  // A page that shows someone's notebook must not call out to a third server for a picture.
  img: ({ src, alt }) =>
    typeof src === "string" && /^(data:image|blob:|\.\/)/.test(src) ? (
      <img src={src} alt={alt ?? ""} />
    ) : (
      <a href={typeof src === "string" ? src : undefined} target="_blank" rel="noopener noreferrer">
        {alt === undefined || alt === "" ? src : alt}
      </a>
    ),
  table: ({ children }) => (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard
    <div className="table-scroll" tabIndex={0} role="region" aria-label="Table">
      <table>{children}</table>
    </div>
  ),
  pre: ({ children }) => (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- as above
    <pre tabIndex={0}>{children}</pre>
  ),
};

export default function MarkdownBody({ source }: { readonly source: string }) {
  return (
    <ReactMarkdown remarkPlugins={[remarkGfm]} components={components}>
      {source}
    </ReactMarkdown>
  );
}
