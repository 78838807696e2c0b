import { memo, type ReactNode, useLayoutEffect, useMemo, useRef } from "react";
import { useTexts } from "#components/texts/use-texts.ts";
import { Markdown } from "#components/ui/markdown.tsx";
import { ScrollRegion } from "#components/ui/scroll-region.tsx";
import type { JupyterJson } from "#cells/cell-base.ts";
import type { Cell } from "#cells/cell.ts";
import { savedOutputs } from "#notebook/saved.ts";
import { imageUrl } from "#notebook/image-url.ts";
import { LONGEST_SHOWN, type ShownOutput, shownOutputs } from "#notebook/shown-outputs.ts";
import { AnsiText } from "./ansi-text.tsx";
import { sanitisedHtml } from "./sanitise-html.ts";
import "./outputs.css";

interface OutputsProps {
  /** In nbformat's form. */
  readonly outputs: readonly JupyterJson[];
  readonly label: (place: number) => string;
}

/** A cell's outputs, as Jupyter shows them: each output is a block. */
export const Outputs = memo(function Outputs({ outputs, label }: OutputsProps) {
  const shown = useMemo(() => shownOutputs(outputs), [outputs]);
  return shown.map((output, place) => (
    // oxlint-disable-next-line react/no-array-index-key -- outputs have no other names
    <Output key={place} output={output} label={label(place + 1)} />
  ));
});

interface SavedOutputsProps {
  readonly jupyter: Cell["jupyter"];
  readonly name: string;
}

/** A cell's outputs from when its notebook was saved. */
export default memo(function SavedOutputs({ jupyter, name }: SavedOutputsProps) {
  const texts = useTexts().outputs;
  const outputs = useMemo(() => savedOutputs({ jupyter }), [jupyter]);
  if (outputs.length === 0) return null;
  return (
    <div className="saved-outputs">
      <p className="hint">{texts.hint}</p>
      <Outputs outputs={outputs} label={(place) => texts.output(place, name)} />
    </div>
  );
});

interface OutputProps {
  readonly output: ShownOutput;
  readonly label: string;
}

function Output({ output, label }: OutputProps) {
  const texts = useTexts().outputs;
  switch (output.type) {
    case "text":
      return (
        <Block label={label} isError={output.isError}>
          <pre className="wrap">
            <AnsiText text={output.text.slice(0, LONGEST_SHOWN)} />
          </pre>
          <Shortened length={output.text.length} />
        </Block>
      );
    case "json":
      return (
        <Block label={label}>
          <pre>{output.text.slice(0, LONGEST_SHOWN)}</pre>
          <Shortened length={output.text.length} />
        </Block>
      );
    case "html":
      return (
        <Block label={label}>
          <Html html={output.text} />
        </Block>
      );
    case "markdown":
      return (
        <Block label={label}>
          <Markdown source={output.text} />
        </Block>
      );
    case "image":
      return (
        <Block label={label}>
          <img
            src={imageUrl(output.mime, output.data)}
            alt={output.plain === "" ? label : output.plain}
            {...(output.width !== null && { width: output.width })}
            {...(output.height !== null && { height: output.height })}
          />
        </Block>
      );
    case "unknown":
      return <p className="hint">{texts.unknown(output.mimes.join(", "))}</p>;
  }
}

interface BlockProps {
  readonly label: string;
  readonly isError?: boolean;
  readonly children: ReactNode;
}

function Block({ label, isError = false, children }: BlockProps) {
  return (
    <ScrollRegion label={label} className={`saved-output ${isError ? "is-error" : ""}`}>
      {children}
    </ScrollRegion>
  );
}

function Shortened({ length }: { readonly length: number }) {
  const texts = useTexts().outputs;
  return length > LONGEST_SHOWN ? <p className="hint">{texts.shortened(LONGEST_SHOWN, length)}</p> : null;
}

function Html({ html }: { readonly html: string }) {
  const place = useRef<HTMLDivElement>(null);
  useLayoutEffect(() => place.current?.replaceChildren(sanitisedHtml(html)), [html]);
  return <div ref={place} className="html-output" />;
}
