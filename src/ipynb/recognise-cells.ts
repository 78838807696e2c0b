/**
 * Finds, in the plain cells of someone's notebook, those that this page has a type for: choosing the model, the wrapper,
 * logging it, its signature, asking it. Reads the code with Lezer's grammar and runs none of it.
 */
import { message, type Message } from "#base/message.ts";
import { embeddedBundleId } from "#bundle/open-embedded.ts";
import type { Cell, CodeCell, RunnableCell } from "#notebook/cell.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { editCode } from "#wrapper/edit-wrapper.ts";
import { PythonSource } from "#wrapper/python-syntax.ts";
import { readCode } from "#wrapper/read-code.ts";
import type { VersionProfile, WrapperOption, WrapperSource } from "#wrapper/wrapper.ts";

export interface Recognised {
  readonly cells: readonly Cell[];
  /** What a person should know of it, in sentences. */
  readonly notes: readonly Message[];
}

/** What one code cell does. One cell may do several of these. */
interface Roles {
  /** What the cell names as its model, or null where it has to be run to be known. */
  readonly model: { readonly named: string | null } | null;
  readonly wrapper: boolean;
  readonly logs: WrapperOption | null;
  readonly signature: boolean;
  /** JSON of what predict is given. */
  readonly input: string | null;
}

/** A cell of the notebook, with what it does; null for text and for code that does nothing known. */
interface Reading {
  readonly cell: Cell;
  readonly roles: Roles | null;
}

/**
 * Without a call of log_model nothing is recognised: there is no MLflow model to make.
 * @param newId for the cells that have to be added: a notebook of option 2 names its model inside log_model only.
 */
export function recogniseCells(cells: readonly Cell[], newId: () => string): Recognised {
  const all = pythonOf(cells);
  const readings = cells.map((cell) => ({ cell, roles: rolesOf(cell, all) }));
  const logsAt = readings.flatMap(({ roles }, at) => (roles?.logs ? [at] : []));
  if (logsAt.length === 0) return { cells, notes: [] };
  const typed: Cell[] = [];
  const notes: Message[] = [];
  let from = 0;
  for (const at of logsAt) {
    const part = readings.slice(from, at + 1);
    const wrapper = wrapperOf(cells.slice(0, at + 1), part, readings[at]?.roles?.logs ?? "transformers");
    notes.push(...wrapper.notes);
    typed.push(...typedPart(part, wrapper.source, from > 0, newId));
    from = at + 1;
  }
  typed.push(...readings.slice(from).flatMap((reading) => afterLogging(reading, newId)));
  const [named] = typed.flatMap((cell) => (cell.type === "model" ? (cell.named ?? []) : []));
  if (named !== undefined) {
    notes.push(
      message`The notebook names the model ${named}. The model cell takes the embedded demo until you open that model there.`,
    );
  }
  return { cells: typed, notes };
}

/** The cells up to a log_model: a model and a wrapper stand before the artifact, whether the notebook has cells for them or not. */
function typedPart(
  part: readonly Reading[],
  wrapper: WrapperSource,
  hasModel: boolean,
  newId: () => string,
): Cell[] {
  const done = { model: hasModel, wrapper: false };
  const cells: Cell[] = [];
  const lastAt = part.length - 1;
  part.forEach(({ cell, roles }, at) => {
    const adding: Cell[] = [];
    const isLast = at === lastAt;
    const wraps = !done.wrapper && (isLast || roles?.wrapper === true);
    // The model stands before the wrapper, as in the write-up.
    if (roles?.model || (wraps && !done.model)) {
      const named = roles?.model?.named ?? (done.model ? null : namedIn(part));
      adding.push({
        id: newId(),
        type: "model",
        bundleId: embeddedBundleId,
        ...(named !== null && { named }),
      });
      done.model = true;
    }
    if (wraps) {
      adding.push({ id: newId(), type: "wrapper", wrapper });
      done.wrapper = true;
    }
    if (isLast) adding.push({ id: newId(), type: "artifact" });
    if (roles) adding.push(...asking(roles, newId));
    cells.push(...(cell.type === "code" && adding.length > 0 ? fromCell(cell, adding) : [cell]));
  });
  return cells;
}

/** The model that the part's log_model is given, where no cell of its own chooses one. */
function namedIn(part: readonly Reading[]): string | null {
  const source = new PythonSource(pythonOf(part.map(({ cell }) => cell)));
  const call = source.calls("log_model").at(-1);
  const artifacts = call && source.literal(source.keywordArguments(call).get("artifacts"));
  if (typeof artifacts !== "object" || artifacts === null || Array.isArray(artifacts)) return null;
  const path = Object.values(artifacts)[0];
  return typeof path === "string" ? path : null;
}

function afterLogging({ cell, roles }: Reading, newId: () => string): Cell[] {
  const typed = roles && cell.type === "code" ? asking(roles, newId) : [];
  return cell.type === "code" && typed.length > 0 ? fromCell(cell, typed) : [cell];
}

function asking(roles: Roles, newId: () => string): RunnableCell[] {
  const cells: RunnableCell[] = [];
  if (roles.signature) cells.push({ id: newId(), type: "signature" });
  if (roles.input !== null) cells.push({ id: newId(), type: "inference", input: roles.input });
  return cells;
}

/** The last of the typed cells stands for the code cell: it has its id, and keeps all that the code cell held. */
function fromCell({ id, source, jupyter }: CodeCell, typed: readonly Cell[]): Cell[] {
  return typed.map((cell, at) =>
    at === typed.length - 1 ? { ...cell, id, jupyter: { ...jupyter, source } } : cell,
  );
}

function wrapperOf(
  before: readonly Cell[],
  part: readonly Reading[],
  option: WrapperOption,
): { source: WrapperSource; notes: readonly Message[] } {
  const code = pythonOf(before);
  const form = defaultWrapper(option, profileOf(code));
  const read = readCode(code, form);
  const notes = read.notes.map((note) => note.message);
  // The form says all that a pipeline's code can say; a class is a person's own, and kept to the letter.
  if (option === "transformers") return { source: { form: read.form, editedCode: null }, notes };
  const kept = part.filter(({ cell, roles }) => imports(cell) || roles?.wrapper || roles?.logs);
  const own = pythonOf(kept.map(({ cell }) => cell));
  const { formBeforeEdits: _none, ...source } = editCode({ form: read.form, editedCode: null }, own);
  return { source, notes };
}

/**
 * MLflow 2 calls the artifact's name artifact_path; onnxruntime-genai up to 0.5 took the prompt as params.input_ids. So the
 * two together with append_tokens are of the time between.
 */
function profileOf(code: string): VersionProfile {
  const source = new PythonSource(code);
  const call = source.calls("log_model").at(-1);
  const isOld = call !== undefined && source.keywordArguments(call).has("artifact_path");
  if (/\.input_ids\s*=/.test(code)) return "mid-2024";
  if (!isOld) return "current";
  return source.calls("append_tokens").length > 0 ? "mid-2025" : "mid-2024";
}

function imports(cell: Cell): boolean {
  return (
    cell.type === "code" && new PythonSource(withoutMagics(cell.source)).find("ImportStatement").length > 0
  );
}

function rolesOf(cell: Cell, all: string): Roles | null {
  if (cell.type !== "code" || cell.kind !== "python") return null;
  const source = new PythonSource(withoutMagics(cell.source));
  if (source.firstErrorLine() !== null) return null;
  const roles: Roles = {
    model: modelOf(source),
    wrapper: definesWrapper(source),
    logs: logsOf(source),
    signature: showsSignature(source),
    input: inputOf(source, all),
  };
  const does = roles.model || roles.wrapper || roles.logs || roles.signature || roles.input !== null;
  return does ? roles : null;
}

function modelOf(source: PythonSource): Roles["model"] {
  const call = source
    .calls("pipeline")
    .find((each) => source.literal(source.keywordArguments(each).get("task")) === "text-generation");
  if (!call) return null;
  const named = source.literal(source.keywordArguments(call).get("model"));
  return { named: typeof named === "string" ? named : null };
}

function definesWrapper(source: PythonSource): boolean {
  const derives = source
    .find("ClassDefinition")
    .some((node) => /\bPythonModel\b/.test(source.text(node.getChild("ArgList") ?? node.firstChild ?? node)));
  return derives || source.assigned("model_config") !== null;
}

function logsOf(source: PythonSource): WrapperOption | null {
  for (const call of source.calls("log_model")) {
    const callee = call.firstChild ? source.text(call.firstChild) : "";
    if (callee.endsWith("transformers.log_model")) return "transformers";
    if (callee.endsWith("pyfunc.log_model")) return "pyfunc";
  }
  return null;
}

/** A cell that does nothing but show `….signature`, printed or not. */
function showsSignature(source: PythonSource): boolean {
  const code = source.code.replaceAll(/#.*$/gm, "").trim();
  return /^(print\()?[\w.]+\.signature\)?$/.test(code);
}

/** What predict is given, where it can be read; variables may stand in other cells. */
function inputOf(source: PythonSource, all: string): string | null {
  const call = source.calls("predict").at(-1);
  if (!call) return null;
  // Behind the whole notebook, so that this cell's own assignments win.
  const whole = new PythonSource(`${all}\n${source.code}`);
  const again = whole.calls("predict").at(-1);
  const argument = again?.getChild("ArgList")?.firstChild?.nextSibling ?? null;
  const value = whole.literal(argument);
  const isRequest = typeof value === "object" && value !== null && !Array.isArray(value);
  return isRequest ? JSON.stringify(value, null, 2) : null;
}

function pythonOf(cells: readonly Cell[]): string {
  return cells
    .flatMap((cell) => (cell.type === "code" && cell.kind === "python" ? [withoutMagics(cell.source)] : []))
    .map((source) => `${source.trimEnd()}\n`)
    .join("\n");
}

/** IPython's own lines (`%pip install …`, `!ls`) are no Python. Indented, a % may be the operator. */
function withoutMagics(source: string): string {
  return source.replaceAll(/^([%!].*)$/gm, "# $1");
}
