import { flushSync } from "react-dom";
import { useEffect, useEffectEvent, useId, useRef, useState } from "react";
import { useIsDark } from "#components/theme.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { TextArea } from "#components/ui/text-area.tsx";
import { type EditorPlace, goToInArea, placeOfArea } from "./editor-place.ts";
import { useEditorSettings } from "./editor-settings.ts";
import type { CodeProblem, MonacoPythonEditor } from "./monaco-python.ts";
import type { Completions } from "#python/python-port.ts";
import { whenWanted } from "./when-wanted.ts";

interface PythonEditorProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
  /** Marked in the code. The plain text area marks none, and is described by them. */
  readonly problems?: readonly CodeProblem[];
  /** Whether it is what Enter on the cell leads to. */
  readonly isPrimary?: boolean;
  /** What a live session knows at the end of the code that it is given. */
  readonly complete?: (before: string) => Promise<Completions>;
}

const NOTHING: Completions = { replaces: 0, items: [] };
const NO_PROBLEMS: readonly CodeProblem[] = [];

/** Monaco does not serve the keyboards of touch screens well. */
const isTouch = () => matchMedia("(pointer: coarse)").matches;

/**
 * Python in Monaco. Until Monaco is there, where it cannot be loaded, on touch screens, and for who wants it so, a text area
 * does the same. Each hands over to the other where a person is in it.
 */
export function PythonEditor(props: PythonEditorProps) {
  const { label, value, onChange, problems = NO_PROBLEMS, isPrimary = false, complete } = props;
  const host = useRef<HTMLDivElement>(null);
  const area = useRef<HTMLTextAreaElement>(null);
  const left = useRef<EditorPlace | null>(null);
  const composing = useRef(false);
  const problemsId = useId();
  const { lint: texts, code: codeTexts } = useTexts();
  const settings = useEditorSettings();
  const [isUnfit, setUnfit] = useState(isTouch);
  const [editor, setEditor] = useState<MonacoPythonEditor | null>(null);
  const [isWriting, setWriting] = useState(false);
  const dark = useIsDark();
  const changed = useEffectEvent(onChange);
  const completed = useEffectEvent((before: string) => complete?.(before) ?? Promise.resolve(NOTHING));
  const plain = settings.plain || isUnfit;

  useEffect(() => {
    if (plain) return;
    let made: MonacoPythonEditor | null = null;
    const gone = new AbortController();
    const box = host.current?.parentElement;
    if (!box) return;
    const make = async () => {
      await whenWanted(box, gone.signal);
      const { createPythonEditor } = await import("./monaco-python.ts");
      // What an input method is writing would be lost.
      while (composing.current) {
        await new Promise((resolve) => {
          box.addEventListener("compositionend", resolve, { once: true });
        });
      }
      if (gone.signal.aborted || !host.current) return;
      made = createPythonEditor(host.current, {
        onChange: (next) => changed(next),
        onWriting: setWriting,
        complete: (before) => completed(before),
      });
      if (area.current) {
        made.setValue(area.current.value);
        made.goTo(placeOfArea(area.current));
      }
      // In one frame, so that the two are never drawn one below the other.
      flushSync(() => setEditor(made));
    };
    make().catch(() => setUnfit(true));
    return () => {
      gone.abort();
      left.current = made?.place() ?? null;
      made?.dispose();
      setEditor(null);
    };
  }, [plain]);

  useEffect(() => {
    if (editor === null && area.current && left.current) goToInArea(area.current, left.current);
    left.current = null;
  }, [editor]);
  useEffect(() => editor?.setValue(value), [editor, value]);
  useEffect(() => editor?.setLabel(label), [editor, label]);
  useEffect(() => editor?.setDark(dark), [editor, dark]);
  useEffect(() => editor?.setLineNumbers(settings.lineNumbers), [editor, settings.lineNumbers]);
  useEffect(() => editor?.setProblems(problems), [editor, problems]);

  return (
    <div className="python-editor">
      {editor === null && (
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
        // Monaco's own field comes and goes; what gives the editor the focus gives it to this.
        {...(editor !== null && isPrimary && { tabIndex: -1, "data-primary": true })}
        onFocus={({ target, currentTarget }) => {
          // By Enter on the cell, or by its menu: to be written in.
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
