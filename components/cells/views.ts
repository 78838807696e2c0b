/** How a person sees each kind of cell. */
import type { ComponentType } from "react";
import {
  Box,
  Braces,
  ClipboardCheck,
  CloudUpload,
  CodeXml,
  FileText,
  FolderTree,
  MessageSquareText,
  Rocket,
  Signature,
  type LucideIcon,
} from "lucide-react";
import { later } from "#components/ui/later.ts";
import type { Cell, CellType } from "#cells/cell.ts";
import type { CellViewProps } from "./cell-view-props.ts";
import { CodeCellView } from "./code/code-cell.tsx";
import { MarkdownCellView } from "./markdown/markdown-cell.tsx";

export interface CellView<C extends Cell> {
  readonly icon: LucideIcon;
  readonly view: ComponentType<CellViewProps<C>>;
}

type Views = { readonly [T in CellType]: CellView<Extract<Cell, { readonly type: T }>> };

/** Typed cells' views are loaded after the page itself, which can be read and edited without them. A kind that is missing here does not compile. */
export const CELL_VIEWS: Views = {
  markdown: { icon: FileText, view: MarkdownCellView },
  model: { icon: Box, view: later(() => import("./model/model-cell.tsx")) },
  wrapper: { icon: Braces, view: later(() => import("./wrapper/wrapper-cell.tsx")) },
  signature: { icon: Signature, view: later(() => import("./signature/signature-cell.tsx")) },
  artifact: { icon: FolderTree, view: later(() => import("./artifact/artifact-cell.tsx")) },
  inference: { icon: MessageSquareText, view: later(() => import("./inference/inference-cell.tsx")) },
  evaluate: { icon: ClipboardCheck, view: later(() => import("./evaluate/evaluate-cell.tsx")) },
  register: { icon: CloudUpload, view: later(() => import("./register/register-cell.tsx")) },
  deploy: { icon: Rocket, view: later(() => import("./deploy/deploy-cell.tsx")) },
  code: { icon: CodeXml, view: CodeCellView },
};
