import { ColouredCode } from "#components/code/coloured-code.tsx";
import type { CodeLanguage } from "#components/code/coloured-line.ts";
import { CopyButton } from "./copy-button.tsx";
import { ScrollRegion } from "./scroll-region.tsx";

interface CodeBlockProps {
  readonly text: string;
  /** What the code is, for the names of the region and the copy button. */
  readonly label: string;
  readonly wrap?: boolean;
  /** It is shown in its colours. */
  readonly language?: CodeLanguage | null;
  readonly hint?: string;
}

/** Text to read and copy. */
export function CodeBlock({ text, label, wrap = false, language = null, hint }: CodeBlockProps) {
  return (
    <div className="code-block">
      <div className="code-block-head">
        <span className="hint">{hint}</span>
        <CopyButton text={text} what={label} />
      </div>
      <ScrollRegion label={label} className="code-box">
        <pre className={wrap ? "wrap" : ""}>
          <ColouredCode text={text} language={language} />
        </pre>
      </ScrollRegion>
    </div>
  );
}
