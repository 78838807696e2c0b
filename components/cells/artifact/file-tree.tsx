import { ChevronDown, ChevronRight, File, FileText, Folder, FolderOpen } from "lucide-react";
import { useId, useMemo, useRef, useState, type KeyboardEvent } from "react";
import { formatBytes } from "#components/format.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { artifactTree, type TreeNode } from "#mlflow/artifact-tree.ts";
import type { ArtifactFile } from "#mlflow/artifact.ts";
import { isText } from "./file-kind.ts";
import "./artifact.css";

interface FileTreeProps {
  readonly files: readonly ArtifactFile[];
  readonly label: string;
  readonly selected: string | null;
  readonly onSelect: (path: string) => void;
}

/** What a page can lay out without a pause; with more files, folders are closed at first. */
const MOST_ROWS = 500;

interface VisibleNode {
  readonly node: TreeNode;
  readonly depth: number;
  readonly parent: string | null;
  readonly place: number;
  readonly siblings: number;
}

/** A tree as WAI-ARIA describes it: one tab stop, arrows move and open, Home and End go to the ends. */
export function FileTree({ files, label, selected, onSelect }: FileTreeProps) {
  const tree = useMemo(() => artifactTree(files), [files]);
  const [closed, setClosed] = useState<ReadonlySet<string>>(
    () => new Set(files.length > MOST_ROWS ? folderPaths(tree) : []),
  );
  const [active, setActive] = useState<string | null>(selected);
  const list = useRef<HTMLUListElement>(null);
  const idPrefix = useId();
  const texts = useTexts().artifact;
  const all = useMemo(() => visibleNodes(tree, closed), [tree, closed]);
  const visible = all.slice(0, MOST_ROWS);
  const tabStop = visible.some(({ node }) => node.path === active) ? active : (visible[0]?.node.path ?? null);

  const setOpen = (path: string, open: boolean) => {
    const next = new Set(closed);
    if (open) next.delete(path);
    else next.add(path);
    setClosed(next);
  };
  const activate = (node: TreeNode) => {
    setActive(node.path);
    if (node.kind === "file") onSelect(node.path);
    else setOpen(node.path, closed.has(node.path));
  };
  const move = (to: VisibleNode | undefined) => {
    if (!to) return;
    setActive(to.node.path);
    list.current?.querySelector<HTMLElement>(`[data-path="${CSS.escape(to.node.path)}"]`)?.focus();
    if (to.node.kind === "file") onSelect(to.node.path);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    const step = stepOf(event.key, visible, tabStop, closed);
    if (step === null) return;
    if (step.kind === "move") move(step.to);
    else if (step.kind === "activate") activate(step.node);
    else setOpen(step.path, step.open);
    event.preventDefault();
    event.stopPropagation();
  };

  return (
    <>
      <ul className="file-tree" role="tree" aria-label={label} ref={list} onKeyDown={onKeyDown}>
        {visible.map((row) => (
          <Row
            key={row.node.path}
            {...row}
            id={`${idPrefix}-${row.node.path}`}
            isSelected={row.node.path === selected}
            isClosed={closed.has(row.node.path)}
            isTabStop={row.node.path === tabStop}
            onActivate={() => activate(row.node)}
          />
        ))}
      </ul>
      {all.length > visible.length && <p className="hint">{texts.moreRows(visible.length, all.length)}</p>}
    </>
  );
}

type Step =
  | { readonly kind: "move"; readonly to: VisibleNode | undefined }
  | { readonly kind: "open"; readonly path: string; readonly open: boolean }
  | { readonly kind: "activate"; readonly node: TreeNode };

/** The action of a key in the tree; null for other keys. */
function stepOf(
  key: string,
  visible: readonly VisibleNode[],
  focused: string | null,
  closed: ReadonlySet<string>,
): Step | null {
  const at = visible.findIndex(({ node }) => node.path === focused);
  const now = visible[at];
  if (!now) return null;
  const { node, parent } = now;
  const isFolder = node.kind === "folder";
  const isClosed = closed.has(node.path);
  switch (key) {
    case "ArrowDown":
      return { kind: "move", to: visible[at + 1] };
    case "ArrowUp":
      return { kind: "move", to: visible[at - 1] };
    case "Home":
      return { kind: "move", to: visible[0] };
    case "End":
      return { kind: "move", to: visible.at(-1) };
    case "ArrowRight":
      if (isFolder && isClosed) return { kind: "open", path: node.path, open: true };
      return { kind: "move", to: isFolder ? visible[at + 1] : undefined };
    case "ArrowLeft":
      if (isFolder && !isClosed) return { kind: "open", path: node.path, open: false };
      return { kind: "move", to: visible.find((other) => other.node.path === parent) };
    case "Enter":
    case " ":
      return { kind: "activate", node };
    default:
      return null;
  }
}

interface RowProps extends VisibleNode {
  readonly id: string;
  readonly isSelected: boolean;
  readonly isClosed: boolean;
  readonly isTabStop: boolean;
  readonly onActivate: () => void;
}

function Row({ node, depth, place, siblings, id, isSelected, isClosed, isTabStop, onActivate }: RowProps) {
  return (
    // The keys are the tree's: it has the focus on one of its items.
    // oxlint-disable-next-line jsx-a11y/click-events-have-key-events
    <li
      id={id}
      role="treeitem"
      data-path={node.path}
      aria-level={depth + 1}
      aria-posinset={place}
      aria-setsize={siblings}
      aria-selected={isSelected}
      {...(node.kind === "folder" && { "aria-expanded": !isClosed })}
      tabIndex={isTabStop ? 0 : -1}
      style={{ paddingInlineStart: `${0.5 + depth * 1.1}rem` }}
      onClick={onActivate}
    >
      <NodeIcon node={node} closed={isClosed} />
      <span className="file-name">{node.name}</span>
      <span className="muted">{formatBytes(node.sizeBytes)}</span>
    </li>
  );
}

function folderPaths(nodes: readonly TreeNode[]): string[] {
  return nodes.flatMap((node) => (node.kind === "folder" ? [node.path, ...folderPaths(node.children)] : []));
}

function NodeIcon({ node, closed }: { readonly node: TreeNode; readonly closed: boolean }) {
  if (node.kind === "file") {
    return (
      <>
        <span className="chevron" />
        {isText(node.file) ? <FileText aria-hidden /> : <File aria-hidden />}
      </>
    );
  }
  return (
    <>
      <span className="chevron">{closed ? <ChevronRight aria-hidden /> : <ChevronDown aria-hidden />}</span>
      {closed ? <Folder aria-hidden /> : <FolderOpen aria-hidden />}
    </>
  );
}

function visibleNodes(
  nodes: readonly TreeNode[],
  closed: ReadonlySet<string>,
  depth = 0,
  parent: string | null = null,
): VisibleNode[] {
  return nodes.flatMap((node, at) => [
    { node, depth, parent, place: at + 1, siblings: nodes.length },
    ...(node.kind === "folder" && !closed.has(node.path)
      ? visibleNodes(node.children, closed, depth + 1, node.path)
      : []),
  ]);
}
