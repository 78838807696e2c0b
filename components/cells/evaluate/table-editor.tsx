import { Plus, X } from "lucide-react";
import { type ClipboardEvent, useState } from "react";
import { wordingOf } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import { withRenamedColumn } from "#cells/evaluate/edit-evaluation.ts";
import type { EvaluateCell } from "#cells/evaluate/evaluate-cell.ts";
import { useActions, useServices } from "#components/app-context.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { ScrollRegion } from "#components/ui/scroll-region.tsx";
import { TextArea } from "#components/ui/text-area.tsx";
import { useDraft } from "#components/ui/use-draft.ts";
import {
  type Table,
  withBlock,
  withColumn,
  withoutColumn,
  withoutRow,
  withRow,
  withValue,
} from "#evaluate/table.ts";
import { PageButtons } from "./page-buttons.tsx";
import { TableImport } from "./table-import.tsx";
import { usePages } from "./use-pages.ts";

const PAGE_LENGTH = 20;

interface TableEditorProps {
  readonly cell: EvaluateCell;
  readonly name: string;
}

/** The rows to ask: typed, pasted from a spreadsheet, or read from a file. */
export function TableEditor({ cell, name }: TableEditorProps) {
  const texts = useLaterTexts().evaluate;
  const say = useSay();
  const { store, reader } = useServices();
  const { updateCell } = useActions();
  const [problem, setProblem] = useState<Wording | null>(null);
  const { table } = cell;
  const pages = usePages(table.rows.length, PAGE_LENGTH);
  const change = (changed: Table) => updateCell({ ...cell, table: changed });

  /** Merged with the cell as it is by the time the file has been read. */
  const replace = async (reading: Promise<(now: Table) => Table>) => {
    setProblem(null);
    try {
      const replaced = await reading;
      const now = store.getState().notebook?.cells.find(({ id }) => id === cell.id);
      if (now?.type === "evaluate") updateCell({ ...now, table: replaced(now.table) });
    } catch (thrown) {
      setProblem(wordingOf(thrown));
    }
  };
  const paste = (event: ClipboardEvent, row: number, column: number) => {
    const text = copiedCells(event.clipboardData);
    if (text === null) return;
    event.preventDefault();
    void replace(reader.readBlock(text).then((block) => (now) => withBlock(now, { row, column }, block)));
  };

  return (
    <fieldset className="group">
      <legend>{texts.table}</legend>
      <ScrollRegion label={`${texts.table}, ${name}`}>
        <table className="evaluate-table">
          <ColumnNames
            columns={table.columns}
            onRename={(at, typed) => updateCell(withRenamedColumn(cell, at, typed))}
            onRemove={(at) => change(withoutColumn(table, at))}
          />
          <Rows table={table} start={pages.start} end={pages.end} onChange={change} onPaste={paste} />
        </table>
      </ScrollRegion>
      <PageButtons pages={pages} rowCount={table.rows.length} />
      <div className="row">
        <button
          type="button"
          className="button quiet small"
          onClick={() => {
            change(withRow(table));
            pages.setPage(Math.floor(table.rows.length / PAGE_LENGTH));
          }}
        >
          <Plus aria-hidden /> {texts.addRow}
        </button>
        <button
          type="button"
          className="button quiet small"
          onClick={() => change(withColumn(table, texts.newColumn))}
        >
          <Plus aria-hidden /> {texts.addColumn}
        </button>
      </div>
      <TableImport
        name={name}
        onImport={(text) =>
          void replace(text.then((each) => reader.readTable(each)).then((read) => () => read))
        }
      />
      <p className="hint">{texts.tableHint}</p>
      {problem !== null && (
        <p className="field-error" role="alert">
          {say(problem)}
        </p>
      )}
    </fieldset>
  );
}

interface ColumnNamesProps {
  readonly columns: readonly string[];
  readonly onRename: (at: number, name: string) => void;
  readonly onRemove: (at: number) => void;
}

function ColumnNames({ columns, onRename, onRemove }: ColumnNamesProps) {
  const texts = useLaterTexts().evaluate;
  return (
    <thead>
      <tr>
        <th scope="col">{texts.row}</th>
        {columns.map((column, at) => (
          // oxlint-disable-next-line react/no-array-index-key -- a column keeps its place while its name changes
          <th key={at} scope="col">
            <div className="row">
              <ColumnName
                name={column}
                others={columns.filter((_, other) => other !== at)}
                place={at + 1}
                onChange={(typed) => onRename(at, typed)}
              />
              {columns.length > 1 && (
                <IconButton icon={X} label={texts.removeColumn(column)} onClick={() => onRemove(at)} />
              )}
            </div>
          </th>
        ))}
        <th scope="col">
          <span className="visually-hidden">{texts.remove}</span>
        </th>
      </tr>
    </thead>
  );
}

interface RowsProps {
  readonly table: Table;
  /** The rows that are shown. */
  readonly start: number;
  readonly end: number;
  readonly onChange: (changed: Table) => void;
  readonly onPaste: (event: ClipboardEvent, row: number, column: number) => void;
}

function Rows({ table, start, end, onChange, onPaste }: RowsProps) {
  const texts = useLaterTexts().evaluate;
  return (
    <tbody>
      {table.rows.slice(start, end).map((values, inPage) => {
        const at = start + inPage;
        return (
          <tr key={at}>
            <th scope="row">{at + 1}</th>
            {values.map((value, column) => (
              // oxlint-disable-next-line react/no-array-index-key -- as above
              <td key={column}>
                <TextArea
                  minRows={1}
                  aria-label={texts.value(table.columns[column] ?? "", at + 1)}
                  value={value}
                  onChange={({ target }) => onChange(withValue(table, at, column, target.value))}
                  onPaste={(event) => onPaste(event, at, column)}
                />
              </td>
            ))}
            <td>
              <IconButton
                icon={X}
                label={texts.removeRow(at + 1)}
                onClick={() => onChange(withoutRow(table, at))}
              />
            </td>
          </tr>
        );
      })}
    </tbody>
  );
}

/** Cells copied from a spreadsheet, which also offers a table for other programs; null for a text, which is pasted as one. */
function copiedCells(clipboard: DataTransfer): string | null {
  const text = clipboard.getData("text/plain");
  return text.includes("\t") || clipboard.getData("text/html").includes("<table") ? text : null;
}

interface ColumnNameProps {
  readonly name: string;
  readonly others: readonly string[];
  readonly place: number;
  readonly onChange: (name: string) => void;
}

function ColumnName({ name, others, place, onChange }: ColumnNameProps) {
  const texts = useLaterTexts().evaluate;
  const isFree = (typed: string) =>
    typed.trim() !== "" && !/[{}]/.test(typed) && !others.includes(typed.trim());
  const draft = useDraft(name, String, (typed) => (isFree(typed) ? typed.trim() : null));
  return (
    <input
      className="input mono"
      aria-label={texts.columnName(place)}
      autoComplete="off"
      spellCheck={false}
      value={draft.text}
      {...(!isFree(draft.text) && { "aria-invalid": true as const })}
      onChange={({ target }) => {
        const typed = draft.type(target.value);
        if (typed !== null && typed !== name) onChange(typed);
      }}
    />
  );
}
