import { useEffect, useId, useRef, useState } from "react";
import { useIsDark } from "#components/theme.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { TextArea } from "#components/ui/text-area.tsx";
import { usePrinting } from "#components/ui/use-printing.ts";
import { useEditorSettings } from "./editor-settings.ts";
import type { CodeProblem } from "./monaco-python.ts";
import { isLongSource, shownStart } from "#notebook/shown-start.ts";
import type { Completions } from "#python/python-port.ts";
import { useMonaco } from "./use-monaco.ts";

interface PythonEditorProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Marked in the code. The plain text area marks none, and has them as its description. */
  readonly problems?: readonly CodeProblem[];
  /** Whether Enter on the cell leads here. */
  readonly isPrimary?: boolean;
  /** What a live session knows at the end of the given code. */
  readonly complete?: (before: string) => Promise<Completions>;
}

const NO_PROBLEMS: readonly CodeProblem[] = [];

/**
 * Python in Monaco. A text area takes its place until Monaco is loaded, if it cannot be loaded, on touch screens, and for people who
 * prefer it. When one replaces the other, the person keeps their place.
 */
export function PythonEditor(props: PythonEditorProps) {
  const { label, value, onChange, problems = NO_PROBLEMS, isPrimary = false, complete } = props;
  const host = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const composing = useRef(false);
  const problemsId = useId();
  const { lint: texts, code: codeTexts } = useTexts();
  const settings = useEditorSettings();
  const dark = useIsDark();
  const isOff = settings.plain;
  const isPrinting = usePrinting();
  // As it was at first: what a person types into the text area does not take it away.
  const [isLong] = useState(() => isLongSource(value));
  const { editor, isWriting, isComing } = useMonaco({
    isOff,
    isLong,
    host,
    area,
    composing,
    onChange,
    complete,
  });

  useEffect(() => editor?.setValue(value), [editor, value]);
  useEffect(() => editor?.setLabel(label), [editor, label]);
  useEffect(() => editor?.setDark(dark), [editor, dark]);
  useEffect(() => editor?.setLineNumbers(settings.lineNumbers), [editor, settings.lineNumbers]);
  useEffect(() => editor?.setProblems(problems), [editor, problems]);

  return (
    <div className="python-editor">
      {/* An editor draws the lines in sight alone. */}
      {isPrinting && <pre className="printed-code">{value}</pre>}
      {isComing && <pre className="code-box">{shownStart(value)}</pre>}
      {editor === null && !isComing && (
        <TextArea
          ref={area}
          className="mono code-area"
          aria-label={label}
          aria-describedby={problems.length > 0 ? problemsId : undefined}
          data-primary={isPrimary || undefined}
          wrap="off"
          value={value}
          onChange={({ target }) => onChange(target.value)}
          onCompositionStart={() => {
            composing.current = true;
          }}
          onCompositionEndCapture={() => {
            composing.current = false;
          }}
        />
      )}
      <p id={problemsId} hidden>
        {problems.map(({ line, text }) => `${texts.line(line)} ${text}`).join(" ")}
      </p>
      <div
        ref={host}
        className="monaco-host"
        // Monaco's own field comes and goes; focusing the editor focuses this.
        {...(editor !== null && isPrimary && { tabIndex: -1, "data-primary": true })}
        onFocus={({ target, currentTarget }) => {
          // By Enter on the cell, or from its menu: for editing.
          if (target === currentTarget) editor?.focus(true);
        }}
      />
      {editor !== null && (
        <p className="tab-hint" aria-hidden>
          {isWriting ? codeTexts.tabIndents : codeTexts.tabMovesOn}
        </p>
      )}
    </div>
  );
}
