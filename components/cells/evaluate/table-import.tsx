import { FileUp } from "lucide-react";
import { useRef, useState } from "react";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";

/** A longer text is not a table to be asked row by row. */
const MOST_BYTES = 20_000_000;

interface TableImportProps {
  readonly name: string;
  readonly onImport: (text: Promise<string>) => void;
}

/** A complete table, from a file or from a text. */
export function TableImport({ name, onImport }: TableImportProps) {
  const texts = useLaterTexts().evaluate;
  const input = useRef<HTMLInputElement>(null);
  const [text, setText] = useState("");
  return (
    <details className="disclosure">
      <summary>{texts.import}</summary>
      <div className="evaluate-import">
        <button type="button" className="button small" onClick={() => input.current?.click()}>
          <FileUp aria-hidden /> {texts.chooseFile}
        </button>
        <input
          ref={input}
          type="file"
          hidden
          aria-label={`${texts.fileInput}, ${name}`}
          accept=".csv,.tsv,.txt,.json,.jsonl,.ndjson,text/csv,text/tab-separated-values,application/json"
          onChange={({ target }) => {
            const file = target.files?.[0];
            target.value = "";
            if (file) onImport(textOf(file));
          }}
        />
        {/* It does not grow: a whole table may be pasted here. */}
        <textarea
          className="input text-area mono"
          spellCheck={false}
          aria-label={texts.importText}
          placeholder={texts.importExample}
          rows={4}
          value={text}
          onChange={({ target }) => setText(target.value)}
        />
        <button type="button" className="button small" onClick={() => onImport(Promise.resolve(text))}>
          {texts.replaceTable}
        </button>
      </div>
    </details>
  );
}

async function textOf(file: File): Promise<string> {
  if (file.size > MOST_BYTES) {
    throw new AppError(
      "over-limit",
      message`${file.name} is larger than 20 MB. An Evaluate cell takes 5000 rows at most: choose a smaller file.`,
    );
  }
  return file.text();
}
