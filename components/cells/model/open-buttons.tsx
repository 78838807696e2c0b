/** The ways to a model: a folder or zip on this machine, a download, an MLflow server. */
import { Download, FileArchive, FolderOpen, type LucideIcon, Server } from "lucide-react";
import { type InputHTMLAttributes, useRef, useState } from "react";
import type { OpenBundle } from "#bundle/bundle.ts";
import { openDirectory, openFolder } from "#bundle/open-folder.ts";
import { useActions } from "#components/app-context.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { CellId } from "#notebook/cell.ts";
import { DownloadDialog } from "./download-dialog.tsx";
import { ServerDialog } from "./server-dialog.tsx";

interface PickButtonProps {
  readonly icon: LucideIcon;
  readonly label: string;
  /** The input that is used if the browser has no picker, or the picker fails. */
  readonly inputLabel: string;
  readonly input: InputHTMLAttributes<HTMLInputElement> & { readonly webkitdirectory?: "" };
  /** File System Access: it asks once, and does not speak of "uploading". Undefined if the browser lacks it. */
  readonly pick: () => Promise<void> | undefined;
  readonly onFiles: (files: readonly File[]) => void;
}

function PickButton({ icon: Icon, label, inputLabel, input, pick, onFiles }: PickButtonProps) {
  const element = useRef<HTMLInputElement>(null);
  const ask = async () => {
    try {
      const picking = pick();
      if (picking) await picking;
      else element.current?.click();
    } catch (thrown) {
      // Closing the picker rejects with AbortError, which is not a failure.
      if (!(thrown instanceof DOMException && thrown.name === "AbortError")) element.current?.click();
    }
  };
  return (
    <>
      <button type="button" className="button" onClick={() => void ask()}>
        <Icon aria-hidden /> {label}
      </button>
      <input
        ref={element}
        type="file"
        hidden
        aria-label={inputLabel}
        {...input}
        onChange={({ target }) => {
          const files = [...(target.files ?? [])];
          // Emptied, so that the same can be chosen again.
          target.value = "";
          if (files.length > 0) onFiles(files);
        }}
      />
    </>
  );
}

interface FolderButtonProps {
  readonly name: string;
  readonly onOpen: (opening: OpenBundle) => void;
}

export function FolderButton({ name, onOpen }: FolderButtonProps) {
  const texts = useTexts().model;
  return (
    <PickButton
      icon={FolderOpen}
      label={texts.openFolder}
      inputLabel={`${texts.folderInput}, ${name}`}
      input={{ webkitdirectory: "", multiple: true }}
      pick={() =>
        window
          .showDirectoryPicker?.({ mode: "read", id: "model" })
          .then((folder) => onOpen((signal) => openDirectory(folder, signal)))
      }
      onFiles={(files) => onOpen((signal) => openFolder(files, signal))}
    />
  );
}

interface ZipButtonProps {
  readonly name: string;
  /** With a handle, the zip can be read in place. */
  readonly onOpen: (zip: File, handle?: FileSystemFileHandle) => void;
}

export function ZipButton({ name, onOpen }: ZipButtonProps) {
  const texts = useTexts().model;
  return (
    <PickButton
      icon={FileArchive}
      label={texts.openZip}
      inputLabel={`${texts.zipInput}, ${name}`}
      input={{ accept: ".zip,application/zip" }}
      pick={() => {
        const types = [{ description: texts.zipInput, accept: { "application/zip": [".zip"] } }];
        return window.showOpenFilePicker?.({ id: "model", types }).then(async ([handle]) => {
          if (handle) onOpen(await handle.getFile(), handle);
        });
      }}
      onFiles={([zip]) => zip && onOpen(zip)}
    />
  );
}

export function DownloadButton({ cellId }: { readonly cellId: CellId }) {
  const texts = useLaterTexts().download;
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

export function ServerButton({ onOpen }: { readonly onOpen: (opening: OpenBundle) => void }) {
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
