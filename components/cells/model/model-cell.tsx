import { Download, FileArchive, FlaskConical, FolderLock, FolderOpen, Server, Trash2 } from "lucide-react";
import { useRef, useState, type DragEvent } from "react";
import { AppError } from "#base/errors.ts";
import { openDirectory, openFolder } from "#bundle/open-folder.ts";
import { openZipInPlace } from "#bundle/remembered-zip.ts";
import type { BundleReport } from "#bundle/inspect.ts";
import { isOnlyShown, type ModelBundle, type OpenBundle } from "#bundle/bundle.ts";
import { useActions, useApp, useServices } from "#components/app-context.ts";
import { formatBytes, formatCount } from "#components/format.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Field } from "#components/ui/field.tsx";
import { IconButton } from "#components/ui/icon-button.tsx";
import { Markdown } from "#components/ui/markdown.tsx";
import type { CellId } from "#notebook/cell.ts";
import type { ModelCell } from "#cells/model/model-cell.ts";
import type { CellViewProps } from "../cell-view-props.ts";
import { DownloadDialog } from "./download-dialog.tsx";
import { Downloads } from "./downloads.tsx";
import { PickleVerdicts } from "./pickle-verdicts.tsx";
import { OptionRows } from "./option-rows.tsx";
import { MlflowModelView } from "./mlflow-model-view.tsx";
import { KeptModels } from "./kept-models.tsx";
import { ServerDialog } from "./server-dialog.tsx";
import { droppedFileHandle, droppedZip, openDropped } from "#components/bundles/open-dropped.ts";
import { droppedNotebook } from "#components/documents/dropped-notebook.ts";
import { OutputArea } from "../output-area.tsx";
import { useOutput } from "../use-output.ts";
import "./model.css";

export default function ModelCellView({ cell, name, children }: CellViewProps<ModelCell>) {
  const texts = useTexts().model;
  const bundles = useApp((state) => state.bundles);
  const kept = useApp((state) => state.kept);
  const { reader } = useServices();
  const { chooseModel, openBundle, allowFolder, openBundleFile, forgetBundle, notify } = useActions();
  const { output, current } = useOutput(cell.id, "model");
  const [dropping, setDropping] = useState(false);
  const chosen = bundles.find((bundle) => bundle.id === cell.bundleId);
  const isDemo = chosen?.isDemo ?? false;
  /** Downloaded models are deleted where they are listed, with their sizes. */
  const isDownloaded = kept.some(({ bundleId }) => bundleId === chosen?.id);

  const open = (opening: OpenBundle) => void openBundle(cell.id, opening);

  /** A bundle file is kept like a download; another zip is opened where it lies. */
  function openZipOrBundle(file: File, handle: FileSystemFileHandle | null = null): void {
    const asZip: OpenBundle = (signal, onBytes) =>
      handle
        ? openZipInPlace(reader.openZip, handle, signal, onBytes)
        : reader.openZip(file, { signal, onBytes });
    openBundleFile(file, cell.id).then(
      (isBundle) => {
        if (!isBundle) open(asZip);
      },
      (thrown: unknown) => {
        const error = AppError.from(thrown);
        // What is wrong with it is said in the cell.
        if (error.code === "invalid-zip") open(asZip);
        else open(() => Promise.reject(error));
      },
    );
  }

  function drop(event: DragEvent): void {
    const opening = openDropped(event.dataTransfer, reader.openZip);
    const zip = droppedZip(event.dataTransfer);
    const handle = zip && droppedFileHandle(event.dataTransfer);
    setDropping(false);
    if (!opening || (!zip && droppedNotebook(event.dataTransfer))) return;
    event.preventDefault();
    if (zip) void handle?.then((found) => openZipOrBundle(zip, found));
    else open(opening);
  }

  return (
    <div
      className={`model-cell ${dropping ? "dropping" : ""}`}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setDropping(true);
      }}
      onDragLeave={(event) => {
        if (!event.currentTarget.contains(event.relatedTarget as Node | null)) setDropping(false);
      }}
      onDrop={drop}
    >
      <div className="model-choice">
        <Field label={texts.choose}>
          {(control) => (
            <select
              {...control}
              className="input"
              data-primary
              value={cell.bundleId}
              onChange={({ target }) => chooseModel(cell, target.value)}
            >
              {bundles.map((bundle) => (
                <option key={bundle.id} value={bundle.id}>
                  {bundle.name}
                </option>
              ))}
              {!chosen && <option value={cell.bundleId}>{cell.bundleId}</option>}
            </select>
          )}
        </Field>
        <div className="row">
          <FolderButton name={name} onOpen={open} />
          <ZipButton name={name} onOpen={openZipOrBundle} />
          <DownloadButton cellId={cell.id} />
          <ServerButton onOpen={open} />
          {chosen && !isDemo && !isDownloaded && (
            <IconButton
              icon={Trash2}
              label={texts.forget}
              onClick={() => {
                void forgetBundle(chosen.id).then(() =>
                  notify({ tone: "info", text: texts.forgotten(chosen.name) }),
                );
              }}
            />
          )}
          <span className="hint drop-hint">{dropping ? texts.dropNow : texts.dropHint}</span>
        </div>
      </div>
      {chosen?.blockedPlace !== undefined && (
        <p className="callout">
          <FolderLock aria-hidden />
          <span>
            {texts.blocked(chosen.blockedPlace)}{" "}
            <button
              type="button"
              className="button small"
              onClick={() => {
                allowFolder(chosen.id).then(
                  (allowed) => !allowed && notify({ tone: "info", text: texts.notAllowed }),
                  (thrown: unknown) => notify({ tone: "error", text: AppError.from(thrown).wording }),
                );
              }}
            >
              {texts.allow(chosen.blockedPlace)}
            </button>
          </span>
        </p>
      )}
      {cell.named !== undefined && <p className="hint">{texts.named(cell.named)}</p>}
      {isDemo && (
        <p className="callout">
          <FlaskConical aria-hidden />
          <span>
            <strong>{texts.demo}.</strong> {texts.demoText}
          </span>
        </p>
      )}
      <Downloads cellId={cell.id} />
      <KeptModels />
      {children}
      {output ? (
        <OutputArea current={current}>
          <ReportView bundle={output.bundle} report={output.report} />
        </OutputArea>
      ) : (
        <p className="hint">{texts.notRun}</p>
      )}
    </div>
  );
}

interface OpenButtonProps {
  readonly name: string;
  readonly onOpen: (opening: OpenBundle) => void;
}

interface DirectoryPickerWindow {
  showDirectoryPicker?: (options: { mode: "read"; id: string }) => Promise<FileSystemDirectoryHandle>;
}

/** What a picker gives; the input asks where there is none, or where it fails. */
async function picked<Found>(
  input: HTMLInputElement | null,
  picking: Promise<Found> | undefined,
): Promise<Found | null> {
  try {
    if (picking) return await picking;
    input?.click();
  } catch (thrown) {
    // Closing the picker rejects with AbortError: nothing was asked for.
    if (!(thrown instanceof DOMException && thrown.name === "AbortError")) input?.click();
  }
  return null;
}

/** File System Access where there is: it asks once and does not speak of "uploading"; a file input elsewhere. */
function FolderButton({ name, onOpen }: OpenButtonProps) {
  const texts = useTexts().model;
  const input = useRef<HTMLInputElement>(null);
  const pick = async () => {
    const { showDirectoryPicker } = window as DirectoryPickerWindow;
    const folder = await picked(input.current, showDirectoryPicker?.({ mode: "read", id: "model" }));
    if (folder) onOpen((signal) => openDirectory(folder, signal));
  };
  return (
    <>
      <button type="button" className="button" onClick={() => void pick()}>
        <FolderOpen aria-hidden /> {texts.openFolder}
      </button>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={`${texts.folderInput}, ${name}`}
        {...{ webkitdirectory: "" }}
        multiple
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          // Emptied, so that the same folder can be chosen again.
          target.value = "";
          if (files.length > 0) onOpen((signal) => openFolder(files, signal));
        }}
      />
    </>
  );
}

interface FilePickerWindow {
  showOpenFilePicker?: (options: {
    id: string;
    types: { description: string; accept: Record<string, string[]> }[];
  }) => Promise<FileSystemFileHandle[]>;
}

interface ZipButtonProps {
  readonly name: string;
  readonly onOpen: (zip: File, handle?: FileSystemFileHandle) => void;
}

/** As FolderButton: a handle lets the zip be read in place. */
function ZipButton({ name, onOpen }: ZipButtonProps) {
  const texts = useTexts().model;
  const input = useRef<HTMLInputElement>(null);
  const pick = async () => {
    const { showOpenFilePicker } = window as FilePickerWindow;
    const types = [{ description: texts.zipInput, accept: { "application/zip": [".zip"] } }];
    const zip = showOpenFilePicker?.({ id: "model", types }).then(async ([handle]) =>
      handle ? { handle, file: await handle.getFile() } : null,
    );
    const found = await picked(input.current, zip);
    if (found) onOpen(found.file, found.handle);
  };
  return (
    <>
      <button type="button" className="button" onClick={() => void pick()}>
        <FileArchive aria-hidden /> {texts.openZip}
      </button>
      <input
        ref={input}
        type="file"
        className="visually-hidden"
        tabIndex={-1}
        aria-label={`${texts.zipInput}, ${name}`}
        accept=".zip,application/zip"
        onChange={({ target }) => {
          const file = target.files?.[0];
          target.value = "";
          if (file) onOpen(file);
        }}
      />
    </>
  );
}

function DownloadButton({ cellId }: { readonly cellId: CellId }) {
  const texts = useTexts().download;
  const { startDownload } = useActions();
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button ref={button} type="button" className="button" onClick={() => setOpen(true)}>
        <Download aria-hidden /> {texts.open}
      </button>
      {open && (
        <DownloadDialog
          onStart={(plan, token) => startDownload(plan, cellId, token)}
          onClose={() => setOpen(false)}
          returnFocus={() => button.current?.focus()}
        />
      )}
    </>
  );
}

function ServerButton({ onOpen }: { readonly onOpen: (opening: OpenBundle) => void }) {
  const texts = useTexts().register;
  const [open, setOpen] = useState(false);
  const button = useRef<HTMLButtonElement>(null);
  return (
    <>
      <button ref={button} type="button" className="button" onClick={() => setOpen(true)}>
        <Server aria-hidden /> {texts.open}
      </button>
      {open && (
        <ServerDialog
          onOpen={onOpen}
          onClose={() => setOpen(false)}
          returnFocus={() => button.current?.focus()}
        />
      )}
    </>
  );
}

/** What a page lays out without a pause. */
const SHOWN_FILES = 500;

function ReportView({ bundle, report }: { readonly bundle: ModelBundle; readonly report: BundleReport }) {
  const texts = useTexts().model;
  const { moreRows } = useTexts().artifact;
  return (
    <>
      <PickleVerdicts files={bundle.mlflowFiles ?? bundle.files} />
      <dl className="facts">
        <Fact term={texts.architecture} value={report.architecture} />
        <Fact
          term={texts.contextLength}
          value={report.contextLength === null ? null : texts.tokens(formatCount(report.contextLength))}
        />
        <Fact
          term={texts.vocabulary}
          value={report.vocabSize === null ? null : texts.tokens(formatCount(report.vocabSize))}
        />
        <Fact term={texts.files} value={formatCount(report.fileCount)} />
        <Fact term={texts.size} value={formatBytes(report.totalBytes)} />
      </dl>
      {!isOnlyShown(bundle) && <OptionRows report={report} />}
      {bundle.mlflowFiles && <MlflowModelView name={bundle.name} files={bundle.mlflowFiles} />}
      <details className="disclosure">
        <summary>{texts.fileList}</summary>
        <ul className="file-list mono">
          {bundle.files.slice(0, SHOWN_FILES).map((file) => (
            <li key={file.path}>
              <span>{file.path}</span>
              <span className="muted">{formatBytes(file.sizeBytes)}</span>
            </li>
          ))}
        </ul>
        {bundle.files.length > SHOWN_FILES && (
          <p className="hint">{moreRows(SHOWN_FILES, bundle.files.length)}</p>
        )}
      </details>
      {report.card !== null && (
        <details className="disclosure">
          <summary>{texts.card}</summary>
          <Markdown source={withoutFrontMatter(report.card)} />
        </details>
      )}
    </>
  );
}

function Fact({ term, value }: { readonly term: string; readonly value: string | null }) {
  const texts = useTexts().model;
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value ?? <span className="muted">{texts.unknown}</span>}</dd>
    </div>
  );
}

/** Model cards start with YAML for the hub's machines. */
function withoutFrontMatter(card: string): string {
  return card.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, "");
}
