import {
  BookOpen,
  ChevronDown,
  Copy,
  Download,
  FilePlus,
  FolderOpen,
  Link,
  Package as PackageIcon,
  Pencil,
  Share2,
  Trash2,
} from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useRef } from "react";
import { useActions, useApp } from "#components/app-context.ts";
import { SaveBundleDialog } from "#components/bundles/save-bundle-dialog.tsx";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { AskDialog } from "#components/ui/ask-dialog.tsx";
import { type DialogName, openDialog, useOpenDialog } from "#components/ui/open-dialog.ts";
import { RadioItems } from "#components/ui/menu-items.tsx";
import { useAfterClose } from "#components/ui/use-after-close.ts";
import { TEMPLATE_IDS, TEMPLATE_TITLES } from "#notebook/templates.ts";
import { ShareDialog } from "./share-dialog.tsx";
import { OpenMlflowItems } from "./open-mlflow-items.tsx";
import { FILE_INPUT, useDocuments } from "./use-documents.ts";

/** The notebooks of this browser, and the ways to open and save them. */
export function DocumentsMenu() {
  const texts = useTexts().documents;
  const { afterClose, onCloseAutoFocus } = useAfterClose();
  const { duplicate, remove, openFile } = useDocuments();
  const say = useSay();
  const title = useApp((state) => state.notebook?.title ?? (state.problem && say(state.problem.title)) ?? "");
  const button = useRef<HTMLButtonElement>(null);
  const dialog = useOpenDialog();
  return (
    <>
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <button
            ref={button}
            type="button"
            className="button documents-button"
            aria-label={texts.menu(title)}
          >
            <BookOpen aria-hidden /> <span>{title}</span> <ChevronDown aria-hidden />
          </button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            className="menu"
            align="start"
            sideOffset={4}
            collisionPadding={8}
            onCloseAutoFocus={onCloseAutoFocus}
          >
            <DocumentItems />
            <DropdownMenu.Separator className="menu-separator" />
            <NewSubmenu />
            <DropdownMenu.Item className="menu-item" onSelect={afterClose(() => openDialog("rename"))}>
              <Pencil aria-hidden /> {texts.rename}
            </DropdownMenu.Item>
            <DropdownMenu.Item className="menu-item" onSelect={() => void duplicate()}>
              <Copy aria-hidden /> {texts.duplicate}
            </DropdownMenu.Item>
            <DropdownMenu.Item className="menu-item danger" onSelect={() => void remove()}>
              <Trash2 aria-hidden /> {texts.delete}
            </DropdownMenu.Item>
            <DropdownMenu.Separator className="menu-separator" />
            <FileItems afterClose={afterClose} />
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
      <input
        ref={FILE_INPUT}
        type="file"
        accept=".ipynb,.phi3bundle.zip,application/x-ipynb+json,application/zip"
        hidden
        aria-label={texts.fileInput}
        onChange={({ target }) => {
          const [chosen] = target.files ?? [];
          if (chosen) void openFile(chosen);
          // Emptied, so that the same file can be chosen again.
          target.value = "";
        }}
      />
      <Dialogs
        dialog={dialog}
        title={title}
        onClose={() => openDialog(null)}
        returnFocus={() => button.current?.focus()}
      />
    </>
  );
}

interface FileItemsProps {
  /** Wraps actions that take the focus from the menu. */
  readonly afterClose: ReturnType<typeof useAfterClose>["afterClose"];
}

/** The ways to open and save notebooks. */
function FileItems({ afterClose }: FileItemsProps) {
  const { documents: texts, bundle: bundleTexts } = useTexts();
  const { chooseFile, save } = useDocuments();
  return (
    <>
      <DropdownMenu.Item className="menu-item" onSelect={chooseFile}>
        <FolderOpen aria-hidden /> {texts.openFile}
      </DropdownMenu.Item>
      <DropdownMenu.Item className="menu-item" onSelect={afterClose(() => openDialog("url"))}>
        <Link aria-hidden /> {texts.openUrl}
      </DropdownMenu.Item>
      <OpenMlflowItems />
      <DropdownMenu.Item className="menu-item" onSelect={() => void save()}>
        <Download aria-hidden /> {texts.save}
      </DropdownMenu.Item>
      <DropdownMenu.Item className="menu-item" onSelect={afterClose(() => openDialog("bundle"))}>
        <PackageIcon aria-hidden /> {bundleTexts.save}
      </DropdownMenu.Item>
      <DropdownMenu.Item className="menu-item" onSelect={afterClose(() => openDialog("share"))}>
        <Share2 aria-hidden /> {texts.share}
      </DropdownMenu.Item>
    </>
  );
}

function DocumentItems() {
  const texts = useTexts().documents;
  const say = useSay();
  const { openDocument } = useActions();
  const documents = useApp((state) => state.documents);
  const current = useApp((state) => state.notebook ?? state.problem);
  return (
    <RadioItems
      label={texts.list}
      value={current?.id ?? ""}
      items={documents.map(({ id, title }) => ({
        id,
        name: say(id === current?.id ? current.title : title),
      }))}
      onChange={(id) => void openDocument(id)}
    />
  );
}

/** An empty notebook, or a fresh copy of a template beside one's own version. */
function NewSubmenu() {
  const texts = useTexts().documents;
  const say = useSay();
  const { newDocument } = useActions();
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className="menu-item">
        <FilePlus aria-hidden /> {texts.create} <span className="menu-arrow">›</span>
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className="menu" collisionPadding={8}>
          <DropdownMenu.Item className="menu-item" onSelect={() => void newDocument("empty", texts.untitled)}>
            {texts.empty}
          </DropdownMenu.Item>
          {TEMPLATE_IDS.map((id) => {
            const name = texts.asShipped(say(TEMPLATE_TITLES[id]));
            return (
              <DropdownMenu.Item key={id} className="menu-item" onSelect={() => void newDocument(id, name)}>
                {name}
              </DropdownMenu.Item>
            );
          })}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}

interface DialogsProps {
  readonly dialog: DialogName | null;
  readonly title: string;
  readonly onClose: () => void;
  readonly returnFocus: () => void;
}

function Dialogs({ dialog, title, onClose, returnFocus }: DialogsProps) {
  const texts = useTexts().documents;
  const { renameDocument } = useActions();
  const { openAddress } = useDocuments();
  switch (dialog) {
    case "rename":
      return (
        <AskDialog
          title={texts.renameTitle}
          label={texts.title}
          initial={title}
          confirm={texts.renameConfirm}
          cancel={texts.cancel}
          onConfirm={renameDocument}
          onClose={onClose}
          returnFocus={returnFocus}
        />
      );
    case "url":
      return (
        <AskDialog
          title={texts.urlTitle}
          text={texts.urlText}
          label={texts.url}
          initial=""
          confirm={texts.open}
          cancel={texts.cancel}
          onConfirm={openAddress}
          onClose={onClose}
          returnFocus={returnFocus}
        />
      );
    case "share":
      return <ShareDialog onClose={onClose} returnFocus={returnFocus} />;
    case "bundle":
      return <SaveBundleDialog onClose={onClose} returnFocus={returnFocus} />;
    case "find":
    case "outline":
    case "shortcuts":
    case "palette":
    case "status":
    case "endpoint":
    case null:
      return null;
  }
}
