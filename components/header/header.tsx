import {
  BookOpenText,
  CloudCheck,
  FastForward,
  LoaderCircle,
  Play,
  Redo2,
  Square,
  Undo2,
} from "lucide-react";
import type { ReactNode } from "react";
import { useActions, useApp } from "#components/app-context.ts";
import { DocumentsMenu } from "#components/documents/documents-menu.tsx";
import { EndpointChip } from "#components/local-endpoint/endpoint-chip.tsx";
import { useTexts } from "#components/texts/use-texts.ts";
import { toggleReadingView, useReadingView } from "#components/notebook/reading-view.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { later } from "#components/ui/later.ts";
import { Part } from "#components/ui/part.tsx";
import { isBusy } from "#kernel/cell-state.ts";
import { Logo } from "./logo.tsx";
import { MoreMenu } from "./more-menu.tsx";
import { RuntimeFacts } from "./runtime-facts.tsx";
import "./header.css";

const RunTogether = later(() => import("./run-together.tsx"));
const SaveProblem = later(() => import("./save-problem.tsx"));

export function Header() {
  const texts = useTexts();
  const canUndo = useApp((state) => state.canUndo);
  const canRedo = useApp((state) => state.canRedo);
  const { undo, redo } = useActions();
  const isReading = useReadingView();
  return (
    <header className="header">
      <div className="header-row">
        <div className="brand">
          <Logo />
          <h1>{texts.app.name}</h1>
        </div>
        <DocumentsMenu />
        <div className="header-facts">
          <SaveStatus />
          <EndpointChip />
          <RuntimeFacts />
        </div>
      </div>
      <div className="header-row toolbar-row">
        <div className="toolbar run-tools" role="toolbar" aria-label={texts.header.run}>
          <Part>
            <RunTogether />
          </Part>
          <RunButtons />
        </div>
        <div className="toolbar" role="toolbar" aria-label={texts.header.edit}>
          <IconButton icon={Undo2} label={texts.header.undo} disabled={!canUndo} onClick={undo} />
          <IconButton icon={Redo2} label={texts.header.redo} disabled={!canRedo} onClick={redo} />
          <IconButton
            icon={BookOpenText}
            label={texts.header.reading}
            aria-pressed={isReading}
            onClick={toggleReadingView}
          />
          <MoreMenu />
        </div>
      </div>
    </header>
  );
}

function RunButtons() {
  const texts = useTexts().header;
  const { runAll, runStale, stop } = useActions();
  const staleCount = useApp(
    (state) => [...state.cellStates.values()].filter((cell) => cell.status === "stale").length,
  );
  const busy = useApp((state) => [...state.cellStates.values()].some(isBusy));
  return (
    <>
      <RunButton className="primary" disabled={busy} onClick={() => void runAll()}>
        <Play aria-hidden /> {texts.runAll}
      </RunButton>
      <RunButton disabled={busy || staleCount === 0} onClick={() => void runStale()}>
        <FastForward aria-hidden /> {staleCount === 0 ? texts.runStale : texts.runStaleCount(staleCount)}
      </RunButton>
      <RunButton disabled={!busy} onClick={stop}>
        <Square aria-hidden /> {texts.stop}
      </RunButton>
    </>
  );
}

interface RunButtonProps {
  readonly className?: string;
  readonly disabled: boolean;
  readonly onClick: () => void;
  readonly children: ReactNode;
}

/** Like an `IconButton`, it keeps the focus when its own click disables it. */
function RunButton({ className = "", disabled, onClick, children }: RunButtonProps) {
  return (
    <button
      type="button"
      className={`button ${className}`}
      aria-disabled={disabled || undefined}
      onClick={disabled ? undefined : onClick}
    >
      {children}
    </button>
  );
}

function SaveStatus() {
  const texts = useTexts().header.save;
  const save = useApp((state) => state.save);
  const isInSight = useApp((state) => state.notebook !== null);
  if (save.status === "failed") {
    return (
      <Part loading={<span className="save-status failed">{texts.failed}</span>}>
        <SaveProblem error={save.error} />
      </Part>
    );
  }
  // No document is open that could be saved.
  if (!isInSight) return null;
  const Icon = { saved: CloudCheck, saving: LoaderCircle }[save.status];
  return (
    <span className={`save-status ${save.status}`}>
      <Icon aria-hidden /> {texts[save.status]}
    </span>
  );
}
