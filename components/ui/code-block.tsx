import { CopyButton } from "./copy-button.tsx";
import { ScrollRegion } from "./scroll-region.tsx";

interface CodeBlockProps {
  readonly text: string;
  /** What the code is, for the names of the region and the copy button. */
  readonly label: string;
  readonly wrap?: boolean;
  readonly hint?: string;
}

/** Text to read and copy. */
export function CodeBlock({ text, label, wrap = false, hint }: CodeBlockProps) {
  return (
    <div className="code-block">
      <div className="code-block-head">
        <span className="hint">{hint}</span>
        <CopyButton text={text} what={label} />
      </div>
      <ScrollRegion label={label} className="code-box">
        <pre className={wrap ? "wrap" : ""}>
          <code>{text}</code>
        </pre>
      </ScrollRegion>
    </div>
  );
}
