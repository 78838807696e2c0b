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
import { formatBytes, formatCount, formatRate } from "#components/format.ts";
import type { Texts } from "#components/texts/en.ts";
import type { Cell, CellOutput, CellType } from "#cells/cell.ts";
import { answerText } from "./inference/answer-text.ts";
import type { CellViewProps } from "./cell-view-props.ts";
import { CodeCellView } from "./code/code-cell.tsx";
import { MarkdownCellView } from "./markdown/markdown-cell.tsx";

export interface CellView<C extends Cell> {
  readonly icon: LucideIcon;
  readonly view: ComponentType<CellViewProps<C>>;
  /** The cell's output in a line beside its state. */
  readonly summary?: (output: OutputOf<C>, texts: Texts) => string;
  /** What screen readers are told when it is done, if that is not its summary. */
  readonly spoken?: (output: OutputOf<C>) => string;
}

type OutputOf<C extends Cell> = Extract<CellOutput, { readonly type: C["type"] }>;

type Views = { readonly [T in CellType]: CellView<Extract<Cell, { readonly type: T }>> };

/** Typed cells' views are loaded after the page, which can be read and edited without them. A missing kind does not compile. */
export const CELL_VIEWS: Views = {
  markdown: { icon: FileText, view: MarkdownCellView },
  model: {
    icon: Box,
    view: later(() => import("./model/model-cell.tsx")),
    summary: ({ bundle: { files } }, texts) =>
      filesText(
        texts,
        files.length,
        files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0),
      ),
  },
  wrapper: {
    icon: Braces,
    view: later(() => import("./wrapper/wrapper-cell.tsx")),
    summary: ({ wrapper: { name } }) => name,
  },
  signature: {
    icon: Signature,
    view: later(() => import("./signature/signature-cell.tsx")),
    summary: ({ signature: { inputs, outputs, params } }, { signature: texts }) =>
      texts.counts(inputs?.length ?? 0, outputs?.length ?? 0, params?.length ?? 0),
  },
  artifact: {
    icon: FolderTree,
    view: later(() => import("./artifact/artifact-cell.tsx")),
    summary: ({ artifact: { files, totalBytes } }, texts) => filesText(texts, files.length, totalBytes),
  },
  inference: {
    icon: MessageSquareText,
    view: later(() => import("./inference/inference-cell.tsx")),
    summary: ({ output: { metrics } }, { inference: texts }) =>
      [
        texts.tokensSoFar(metrics.generatedTokens),
        ...(metrics.tokensPerSecond === null ? [] : [texts.perSecond(formatRate(metrics.tokensPerSecond))]),
      ].join(", "),
    spoken: ({ output }) => answerText(output),
  },
  evaluate: {
    icon: ClipboardCheck,
    view: later(() => import("./evaluate/evaluate-cell.tsx")),
    summary: ({ evaluation: { rows }, rowCount }, { cell: texts }) =>
      texts.rowsAsked(formatCount(rows.length), formatCount(rowCount)),
  },
  register: {
    icon: CloudUpload,
    view: later(() => import("./register/register-cell.tsx")),
    summary: ({ publication: { version, runName } }, { register: texts }) =>
      version === null ? runName : texts.versionOf(version.name, version.version, []),
  },
  deploy: {
    icon: Rocket,
    view: later(() => import("./deploy/deploy-cell.tsx")),
    summary: ({ deployment: { files, samples } }, { artifact: texts }) =>
      texts.files(files.length + samples.length),
  },
  code: { icon: CodeXml, view: CodeCellView },
};

function filesText({ artifact: texts }: Texts, count: number, bytes: number): string {
  return `${texts.files(count)}, ${formatBytes(bytes)}`;
}
