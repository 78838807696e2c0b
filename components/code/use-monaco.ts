/** Monaco in place of the text area, once it is wanted and loaded. */
import { flushSync } from "react-dom";
import { type RefObject, useEffect, useEffectEvent, useRef, useState } from "react";
import type { Completions } from "#python/python-port.ts";
import { type EditorPlace, goToInArea, placeOfArea } from "./editor-place.ts";
import type { MonacoPythonEditor } from "./monaco-python.ts";
import { whenWanted } from "./when-wanted.ts";

interface MonacoOptions {
  /** Whether the person prefers the text area. */
  readonly isOff: boolean;
  /** Whether the code is too long for a text area, which lays all of it out: Monaco comes at once. */
  readonly isLong: boolean;
  readonly host: RefObject<HTMLDivElement | null>;
  readonly area: RefObject<HTMLTextAreaElement | null>;
  /** Whether an input method is composing text in the text area. */
  readonly composing: RefObject<boolean>;
  readonly onChange: (value: string) => void;
  readonly complete: ((before: string) => Promise<Completions>) | undefined;
}

const NOTHING: Completions = { replaces: 0, items: [] };

/** Monaco does not work well with the keyboards of touch screens. */
const isTouch = () => matchMedia("(pointer: coarse)").matches;

/** @returns null while the text area is in its place. When one replaces the other, the person keeps their place. */
export function useMonaco({ isOff, isLong, host, area, composing, onChange, complete }: MonacoOptions): {
  readonly editor: MonacoPythonEditor | null;
  readonly isWriting: boolean;
  /** Whether Monaco will be there without the person doing anything more. */
  readonly isComing: boolean;
} {
  const left = useRef<EditorPlace | null>(null);
  const [isUnfit, setUnfit] = useState(isTouch);
  const [editor, setEditor] = useState<MonacoPythonEditor | null>(null);
  const [isWriting, setWriting] = useState(false);
  const changed = useEffectEvent(onChange);
  const completed = useEffectEvent((before: string) => complete?.(before) ?? Promise.resolve(NOTHING));
  const plain = isOff || isUnfit;

  useEffect(() => {
    if (plain) return;
    let made: MonacoPythonEditor | null = null;
    const gone = new AbortController();
    const box = host.current?.parentElement;
    if (!box) return;
    const make = async () => {
      if (!isLong) await whenWanted(box, gone.signal);
      const { createPythonEditor } = await import("./monaco-python.ts");
      // Text that an input method is composing would be lost.
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
  }, [plain, isLong, host, area, composing]);

  useEffect(() => {
    if (editor === null && area.current && left.current) goToInArea(area.current, left.current);
    left.current = null;
  }, [editor, area]);

  return { editor, isWriting, isComing: isLong && !plain && editor === null };
}
