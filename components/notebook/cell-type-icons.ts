import {
  Box,
  CloudUpload,
  Braces,
  CodeXml,
  FileText,
  FolderTree,
  MessageSquareText,
  Rocket,
  Signature,
  type LucideIcon,
} from "lucide-react";
import type { CellType } from "#notebook/cell.ts";

export const CELL_TYPE_ICONS: Readonly<Record<CellType, LucideIcon>> = {
  markdown: FileText,
  code: CodeXml,
  model: Box,
  wrapper: Braces,
  signature: Signature,
  artifact: FolderTree,
  inference: MessageSquareText,
  register: CloudUpload,
  deploy: Rocket,
};

/** In the order in which a notebook uses them. */
export const CELL_TYPES: readonly CellType[] = [
  "markdown",
  "model",
  "wrapper",
  "signature",
  "artifact",
  "inference",
  "register",
  "deploy",
  "code",
];
