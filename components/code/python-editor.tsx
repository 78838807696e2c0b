import { useEffect, useEffectEvent, useRef, useState } from "react";
import { useIsDark } from "#components/theme.ts";
import { TextArea } from "#components/ui/text-area.tsx";
import type { MonacoPythonEditor } from "./monaco-python.ts";
import { whenWanted } from "./when-wanted.ts";

interface PythonEditorProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/** Monaco does not serve the keyboards of touch screens well. */
const isTouch = () => matchMedia("(pointer: coarse)").matches;

/**
 * Python in Monaco. Until Monaco is there, where it cannot be loaded, and on touch screens, a text area does the same.
 */
export function PythonEditor({ label, value, onChange }: PythonEditorProps) {
  const host = useRef<HTMLDivElement>(null);
  const [plain, setPlain] = useState(isTouch);
  const [editor, setEditor] = useState<MonacoPythonEditor | null>(null);
  const dark = useIsDark();
  const changed = useEffectEvent(onChange);

  useEffect(() => {
    if (plain) return;
    let made: MonacoPythonEditor | null = null;
    const gone = new AbortController();
    const box = host.current?.parentElement;
    if (!box) return;
    whenWanted(box, gone.signal)
      .then(() => import("./monaco-python.ts"))
      .then(
        ({ createPythonEditor }) => {
          if (gone.signal.aborted || !host.current) return;
          made = createPythonEditor(host.current, (next) => changed(next));
          setEditor(made);
        },
        () => setPlain(true),
      );
    return () => {
      gone.abort();
      made?.dispose();
      setEditor(null);
    };
  }, [plain]);

  useEffect(() => editor?.setValue(value), [editor, value]);
  useEffect(() => editor?.setLabel(label), [editor, label]);
  useEffect(() => editor?.setDark(dark), [editor, dark]);

  return (
    <div className="python-editor">
      {editor === null && (
        <TextArea
          className="mono code-area"
          aria-label={label}
          wrap="off"
          minRows={6}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
      {!plain && <div ref={host} className="monaco-host" />}
    </div>
  );
}
