import { useEffect, useRef, useState } from "react";
import { useIsDark } from "#components/theme.ts";
import { TextArea } from "#components/ui/text-area.tsx";
import type { MonacoPythonEditor } from "./monaco-python.ts";

interface PythonEditorProps {
  readonly label: string;
  readonly value: string;
  readonly onChange: (value: string) => void;
}

/**
 * Python in Monaco. Until Monaco is there, if it cannot be loaded, and on touch screens, whose keyboards Monaco does not
 * serve well, a text area does the same.
 */
export function PythonEditor({ label, value, onChange }: PythonEditorProps) {
  const [failed, setFailed] = useState(false);
  const [ready, setReady] = useState(false);
  const host = useRef<HTMLDivElement>(null);
  const editor = useRef<MonacoPythonEditor | null>(null);
  const latest = useRef({ value, onChange, label });
  latest.current = { value, onChange, label };
  const dark = useIsDark();
  const plain = failed || matchMedia("(pointer: coarse)").matches;

  useEffect(() => {
    if (plain) return;
    let gone = false;
    import("./monaco-python.ts").then(
      ({ createPythonEditor }) => {
        if (gone || !host.current) return;
        editor.current = createPythonEditor(host.current, {
          value: latest.current.value,
          label: latest.current.label,
          onChange: (next) => latest.current.onChange(next),
        });
        setReady(true);
      },
      () => setFailed(true),
    );
    return () => {
      gone = true;
      editor.current?.dispose();
      editor.current = null;
      setReady(false);
    };
  }, [plain]);

  useEffect(() => {
    editor.current?.setValue(value);
  }, [value, ready]);
  useEffect(() => {
    editor.current?.setLabel(label);
  }, [label, ready]);
  useEffect(() => {
    editor.current?.setDark(dark);
  }, [dark, ready]);

  return (
    <div className="python-editor">
      {!ready && (
        <TextArea
          className="mono code-area"
          aria-label={label}
          wrap="off"
          minRows={6}
          value={value}
          onChange={({ target }) => onChange(target.value)}
        />
      )}
      {!plain && <div ref={host} className="monaco-host" hidden={!ready} />}
    </div>
  );
}
