import { useEffect, useRef } from "react";
import { useActions, useApp } from "#components/app-context.ts";
import { focusCell } from "#components/notebook/focus-cell.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Markdown } from "#components/ui/markdown.tsx";
import { TextArea } from "#components/ui/text-area.tsx";
import type { MarkdownCell } from "#cells/markdown/markdown-cell.ts";
import { savedAttachments } from "#notebook/saved-attachments.ts";

interface MarkdownCellViewProps {
  readonly cell: MarkdownCell;
  readonly name: string;
}

/** Few texts have attachments: the JSON of the others is not read. */
function attachmentsOf(cell: MarkdownCell) {
  return cell.source.includes("attachment:") ? { attachments: savedAttachments(cell) } : {};
}

export function MarkdownCellView({ cell, name }: MarkdownCellViewProps) {
  const texts = useTexts().markdown;
  const { updateCell, setEditing } = useActions();
  const editing = useApp((state) => state.editing === cell.id);
  const area = useRef<HTMLTextAreaElement>(null);
  useEffect(() => {
    if (editing) area.current?.focus();
  }, [editing]);

  if (!editing) {
    return (
      // A shortcut for the mouse; the keyboard has Enter and the menu.
      <div onDoubleClick={() => setEditing(cell.id)}>
        {cell.source.trim() === "" ? (
          <p className="hint">{texts.empty}</p>
        ) : (
          <Markdown source={cell.source} {...attachmentsOf(cell)} />
        )}
      </div>
    );
  }
  return (
    <div className="markdown-editor">
      <TextArea
        ref={area}
        className="mono"
        aria-label={texts.editor(name)}
        placeholder={texts.placeholder}
        minRows={3}
        spellCheck
        value={cell.source}
        onChange={({ target }) => updateCell({ ...cell, source: target.value })}
      />
      <button
        type="button"
        className="button small"
        onClick={() => {
          setEditing(null);
          focusCell(cell.id);
        }}
      >
        {texts.done}
      </button>
    </div>
  );
}
