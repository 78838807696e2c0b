import { CopyButton } from "./copy-button.tsx";

interface CodeBlockProps {
  readonly text: string;
  /** What the code is, for the region's and the copy button's names. */
  readonly label: string;
  readonly wrap?: boolean;
  readonly hint?: string;
}

/** Text to read and copy. Its region takes the focus, so that a keyboard can scroll it. */
export function CodeBlock({ text, label, wrap = false, hint }: CodeBlockProps) {
  return (
    <div className="code-block">
      <div className="code-block-head">
        <span className="hint">{hint}</span>
        <CopyButton text={text} what={label} />
      </div>
      {/* oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- a region that scrolls must be reachable by keyboard */}
      <pre className={wrap ? "wrap" : ""} tabIndex={0} role="region" aria-label={label}>
        <code>{text}</code>
      </pre>
    </div>
  );
}
