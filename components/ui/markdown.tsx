import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";
import type { ReactNode } from "react";
import ReactMarkdown, { type Components, defaultUrlTransform, type UrlTransform } from "react-markdown";
import { useTexts } from "#components/texts/use-texts.ts";
import type { JupyterJson } from "#cells/cell-base.ts";
import { withFewMarks } from "#notebook/combining-marks.ts";
import { isHeavyMarkdown } from "#notebook/heavy-markdown.ts";
import { isHeavySvgUrl } from "#notebook/heavy-svg.ts";
import { isLongSource, shownStart } from "#notebook/shown-start.ts";
import { attachedPictures } from "./attached-pictures.ts";
import { isOwnPicture } from "./own-picture.ts";
import { ScrollRegion } from "./scroll-region.tsx";

/** Text in a notebook is data: HTML in it is shown as text, and react-markdown drops addresses such as javascript:. */
const components: Components = {
  a: ({ href, children }) => (
    <a href={href} target="_blank" rel="noopener noreferrer">
      {children}
    </a>
  ),
  // A page that shows someone's notebook must not request pictures from other servers.
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

/** GitHub's tables, task lists and so on: remark-gfm, without the part that writes Markdown. */
function readGfm(this: { data(): object }): void {
  const data: { micromarkExtensions?: unknown[]; fromMarkdownExtensions?: unknown[] } = this.data();
  (data.micromarkExtensions ??= []).push(gfm());
  (data.fromMarkdownExtensions ??= []).push(gfmFromMarkdown());
}

interface MarkdownProps {
  readonly source: string;
  /** Pictures embedded with the text, by name, as nbformat stores them. */
  readonly attachments?: JupyterJson;
}

const NONE: JupyterJson = {};

/** `attachment:name` is the picture of that name. */
function urlTransform(attachments: JupyterJson): UrlTransform {
  const attached = attachedPictures(attachments);
  return (url, key) => {
    if (key !== "src") return defaultUrlTransform(url);
    const isEmbedded = /^data:image\/(?:png|jpeg|gif|webp|bmp|svg\+xml)[;,]/i.test(url);
    const found = attached(url) ?? (isEmbedded ? url : defaultUrlTransform(url));
    return isHeavySvgUrl(found) ? "" : found;
  };
}

function Shortened({ source }: { readonly source: string }) {
  return <p className="hint">{useTexts().outputs.shortened(shownStart(source).length, source.length)}</p>;
}

/** Rendered Markdown. Part of the shell, not loaded lazily: a text drawn later would move the cells below away from the pointer. */
export function Markdown({ source, attachments = NONE }: MarkdownProps) {
  const texts = useTexts().markdown;
  if (isHeavyMarkdown(source)) {
    return (
      <div className="prose">
        <p className="hint">{texts.heavy}</p>
        <Region of="code" className="code-box">
          <pre>{withFewMarks(shownStart(source))}</pre>
        </Region>
        {isLongSource(source) && <Shortened source={source} />}
      </div>
    );
  }
  return (
    <div className="prose">
      <ReactMarkdown
        remarkPlugins={[readGfm]}
        components={components}
        urlTransform={urlTransform(attachments)}
      >
        {source}
      </ReactMarkdown>
    </div>
  );
}
