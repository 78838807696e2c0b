import { Fragment } from "react";
import { flushSync } from "react-dom";
import { createRoot } from "react-dom/client";
import { answerText } from "#components/cells/inference/answer-text.ts";
import { Outputs } from "#components/cells/outputs/saved-outputs.tsx";
import { Markdown } from "#components/ui/markdown.tsx";
import { behaviourOf } from "#cells/behaviour-of.ts";
import type { Cell, CellOutput } from "#cells/cell.ts";
import type { JupyterJson } from "#cells/cell-base.ts";
import type { CellState } from "#kernel/cell-state.ts";
import type { CellId, Notebook } from "#notebook/cell.ts";
import { headingsOf } from "#notebook/headings.ts";
import { savedOutputs } from "#notebook/saved.ts";
import type { PromptTemplate } from "#pipeline/prompt-template.ts";
import { type Asked, askedOf } from "./asked.ts";
import { useShareTexts } from "./share-texts.ts";

interface SitePageProps {
  readonly notebook: Notebook;
  readonly states: ReadonlyMap<CellId, CellState>;
  /** What reads the prompt of an inference cell as a chat. */
  readonly templates: ReadonlyMap<CellId, PromptTemplate>;
}

/** A notebook to read, as HTML: its texts and outputs, without forms and code. Nothing in it runs. */
export function sitePageHtml(props: SitePageProps): string {
  const place = document.createElement("div");
  const root = createRoot(place);
  // At once, with the HTML of outputs, which is sanitised while it is put in.
  flushSync(() => root.render(<SitePage {...props} />));
  const html = place.innerHTML;
  root.unmount();
  return html;
}

/** Exported for its test. */
export function SitePage({ notebook, states, templates }: SitePageProps) {
  const hasTitle = notebook.cells.some((cell) => headingsOf(cell).some(({ depth }) => depth === 1));
  return (
    <>
      {!hasTitle && <h1>{notebook.title}</h1>}
      {notebook.cells.map((cell, at) => (
        <CellToRead
          key={cell.id}
          cell={cell}
          place={at + 1}
          output={outputOf(states.get(cell.id))}
          template={templates.get(cell.id)}
        />
      ))}
    </>
  );
}

function outputOf(state: CellState | undefined): CellOutput | null {
  return state !== undefined && "output" in state ? state.output : null;
}

interface CellToReadProps {
  readonly cell: Cell;
  readonly place: number;
  readonly output: CellOutput | null;
  readonly template: PromptTemplate | undefined;
}

function CellToRead({ cell, place, output, template }: CellToReadProps) {
  const texts = useShareTexts();
  if (cell.type === "markdown") {
    const { attachments } = cell.jupyter ?? {};
    return <Markdown source={cell.source} {...(attachments && { attachments })} />;
  }
  if (output?.type === "inference") {
    const asked = askedOf(output.input ?? "", (prompt) => template?.read(prompt) ?? null);
    return (
      <dl className="answer">
        <Question asked={asked} />
        <dt>{texts.model}</dt>
        <dd>{answerText(output.output)}</dd>
      </dl>
    );
  }
  const outputs = output === null ? savedOutputs(cell) : outputsOf(cell, output);
  return <Outputs outputs={outputs} label={(at) => texts.output(at, place)} />;
}

function outputsOf(cell: Cell, output: CellOutput): readonly JupyterJson[] {
  return cell.type === "markdown" ? [] : behaviourOf(cell).outputs(output);
}

function Question({ asked }: { readonly asked: Asked }) {
  const texts = useShareTexts();
  if (asked.kind === "turns") {
    return asked.turns.map(({ role, content }, at) => (
      // oxlint-disable-next-line react/no-array-index-key -- drawn once
      <Fragment key={at}>
        <dt>{texts.roles(role)}</dt>
        <dd>{content}</dd>
      </Fragment>
    ));
  }
  return (
    <>
      <dt>{asked.kind === "text" ? texts.promptText : texts.request}</dt>
      <dd>{asked.kind === "text" ? asked.text : <pre className="wrap">{asked.text}</pre>}</dd>
    </>
  );
}
