/** The stored form of a document, and its strict reader. */
import { AppError } from "#base/errors.ts";
import type { HubReference } from "#bundle/bundle.ts";
import { parseDeploySettings } from "#deploy/deploy-settings.ts";
import { VERSION_PROFILES, type Wrapper } from "#wrapper/wrapper.ts";
import type { ChatHistory, ChatMessage } from "./chat.ts";
import { type Cell, type FromJupyter, type Notebook, RUNTIME_CHOICES, type RuntimeChoice } from "./cell.ts";

const NOTEBOOK_FORMAT = 1;

export interface NotebookJson extends Notebook {
  readonly format: typeof NOTEBOOK_FORMAT;
}

export function toJson(notebook: Notebook): NotebookJson {
  return { format: NOTEBOOK_FORMAT, ...notebook };
}

/** @throws AppError "invalid-document" saying where it stops making sense. */
export function parseNotebook(value: unknown): Notebook {
  const root = record(value, "the document");
  if (root["format"] !== NOTEBOOK_FORMAT) {
    throw invalid(`format ${NOTEBOOK_FORMAT}`, JSON.stringify(root["format"]), "the document's format");
  }
  if (!Array.isArray(root["cells"])) throw invalid("a list", typeof root["cells"], "cells");
  const cells = root["cells"].map((cell, at) => parseCell(cell, `cell ${at + 1}`));
  if (new Set(cells.map((cell) => cell.id)).size !== cells.length) {
    throw invalid("a different id for each cell", "the same id twice", "cells");
  }
  return {
    id: string(root, "id", "the document"),
    title: string(root, "title", "the document"),
    ...(root["jupyter"] !== undefined && { jupyter: record(root["jupyter"], "jupyter") }),
    cells,
  };
}

/**
 * One cell of the stored form.
 * @throws AppError "invalid-document" saying what of `where` makes no sense.
 */
export function parseCell(value: unknown, where: string): Cell {
  const cell = record(value, where);
  const jupyter = parseFromJupyter(cell["jupyter"], `${where}: jupyter`);
  return { ...parseOwn(cell, where), ...(jupyter && { jupyter }) };
}

function parseOwn(cell: Record<string, unknown>, where: string): Cell {
  const id = string(cell, "id", where);
  switch (cell["type"]) {
    case "markdown":
      return { id, type: "markdown", source: string(cell, "source", where) };
    case "code": {
      const { kind } = cell;
      if (kind !== "python" && kind !== "raw") throw invalid('"python" or "raw"', typeof kind, where);
      return { id, type: "code", kind, source: string(cell, "source", where) };
    }
    case "model":
      return {
        id,
        type: "model",
        bundleId: string(cell, "bundleId", where),
        ...(cell["named"] !== undefined && { named: string(cell, "named", where) }),
      };
    case "wrapper": {
      const wrapper = record(cell["wrapper"], `${where}: wrapper`);
      const editedCode = wrapper["editedCode"];
      if (editedCode !== null && typeof editedCode !== "string") {
        throw invalid("text or null", typeof editedCode, `${where}: editedCode`);
      }
      return {
        id,
        type: "wrapper",
        wrapper: { form: parseWrapper(wrapper["form"], `${where}: form`), editedCode },
      };
    }
    case "signature":
    case "artifact":
      return { id, type: cell["type"] };
    case "register":
      return {
        id,
        type: "register",
        server: string(cell, "server", where),
        experiment: string(cell, "experiment", where),
        runName: string(cell, "runName", where),
        registeredName: string(cell, "registeredName", where),
        alias: string(cell, "alias", where),
        tags: string(cell, "tags", where),
      };
    case "inference":
      return {
        id,
        type: "inference",
        input: string(cell, "input", where),
        ...runtimeOf(cell["runtime"]),
        ...(cell["chat"] !== undefined && { chat: parseChat(cell["chat"], `${where}: chat`) }),
        ...(cell["keepsProbabilities"] === true && { keepsProbabilities: true }),
      };
    case "deploy":
      return { id, type: "deploy", settings: parseDeploySettings(cell["settings"], `${where}: settings`) };
    default:
      throw invalid("a cell type of this version", JSON.stringify(cell["type"]), where);
  }
}

function parseFromJupyter(value: unknown, where: string): FromJupyter | null {
  if (value === undefined) return null;
  const from = record(value, where);
  const { outputs, executionCount } = from;
  if (outputs !== undefined && !Array.isArray(outputs)) throw invalid("a list", typeof outputs, where);
  if (executionCount !== undefined && executionCount !== null && typeof executionCount !== "number") {
    throw invalid("a number or null", typeof executionCount, `${where}: executionCount`);
  }
  return {
    ...(from["source"] !== undefined && { source: string(from, "source", where) }),
    ...(from["metadata"] !== undefined && { metadata: record(from["metadata"], where) }),
    ...(from["attachments"] !== undefined && { attachments: record(from["attachments"], where) }),
    ...(outputs !== undefined && { outputs: outputs.map((output) => record(output, where)) }),
    ...(executionCount !== undefined && { executionCount }),
  };
}

/** @throws AppError "invalid-document" */
export function parseWrapper(value: unknown, where: string): Wrapper {
  const form = record(value, where);
  const profile = VERSION_PROFILES.find((known) => known === form["profile"]);
  if (profile === undefined) {
    const expected = `one of ${VERSION_PROFILES.join(", ")}`;
    throw invalid(expected, JSON.stringify(form["profile"]), `${where}: profile`);
  }
  const shared = {
    profile,
    name: string(form, "name", where),
    extraPipRequirements: strings(form["extraPipRequirements"], `${where}: extraPipRequirements`),
  } as const;
  if (form["option"] === "transformers") {
    const config = record(form["modelConfig"], `${where}: modelConfig`);
    return {
      option: "transformers",
      ...shared,
      task: "llm/v1/chat",
      modelConfig: {
        maxLength: number(config, "maxLength", where),
        truncation: boolean(config, "truncation", where),
        includePrompt: boolean(config, "includePrompt", where),
      },
      ...(form["reference"] !== undefined && {
        reference: parseReference(record(form["reference"], `${where}: reference`), where),
      }),
    };
  }
  if (form["option"] === "pyfunc") {
    const options = record(form["searchOptions"], `${where}: searchOptions`);
    for (const [name, option] of Object.entries(options)) {
      if (typeof option !== "number" && typeof option !== "boolean") {
        throw invalid("a number or true/false", typeof option, `${where}: searchOptions.${name}`);
      }
    }
    return {
      option: "pyfunc",
      ...shared,
      className: string(form, "className", where),
      searchOptions: options as Record<string, number | boolean>,
      artifactsKey: string(form, "artifactsKey", where),
      inputExample: { prompt: string(record(form["inputExample"], where), "prompt", where) },
      ...(form["modelFromCode"] !== undefined && { modelFromCode: boolean(form, "modelFromCode", where) }),
    };
  }
  throw invalid('"transformers" or "pyfunc"', JSON.stringify(form["option"]), `${where}: option`);
}

function parseReference(reference: Record<string, unknown>, where: string): HubReference {
  return {
    repository: string(reference, "repository", where),
    commit: string(reference, "commit", where),
  };
}

function record(value: unknown, where: string): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw invalid("an object", value === null ? "null" : typeof value, where);
  }
  return value as Record<string, unknown>;
}

function parseChat(value: unknown, where: string): ChatHistory {
  const { threads, chosen, draft } = record(value, where);
  if (!Array.isArray(threads)) throw invalid("a list", typeof threads, `${where}: threads`);
  return {
    threads: threads.map((thread: unknown, at) => parseThread(thread, `${where}: thread ${at + 1}`)),
    ...(chosen !== undefined && { chosen: parseChosen(record(chosen, `${where}: chosen`), where) }),
    ...(draft !== undefined && { draft: string({ draft }, "draft", where) }),
  };
}

function parseThread(value: unknown, where: string): ChatMessage[] {
  if (!Array.isArray(value)) throw invalid("a list", typeof value, where);
  return value.map((message: unknown) => {
    const json = record(message, where);
    return { role: string(json, "role", where), content: string(json, "content", where) };
  });
}

function parseChosen(chosen: Record<string, unknown>, where: string): NonNullable<ChatHistory["chosen"]> {
  const over = chosen["over"] === null ? null : string(chosen, "over", where);
  return { answer: string(chosen, "answer", where), over };
}

/** A runtime that this page does not know, from a later one, is left to be chosen. */
function runtimeOf(value: unknown): { runtime?: RuntimeChoice } {
  const runtime = RUNTIME_CHOICES.find((choice) => choice === value);
  return runtime === undefined ? {} : { runtime };
}

function string(from: Record<string, unknown>, name: string, where: string): string {
  const value = from[name];
  if (typeof value !== "string") throw invalid("text", typeof value, `${where}: ${name}`);
  return value;
}

function number(from: Record<string, unknown>, name: string, where: string): number {
  const value = from[name];
  if (typeof value !== "number") throw invalid("a number", typeof value, `${where}: ${name}`);
  return value;
}

function boolean(from: Record<string, unknown>, name: string, where: string): boolean {
  const value = from[name];
  if (typeof value !== "boolean") throw invalid("true or false", typeof value, `${where}: ${name}`);
  return value;
}

function strings(value: unknown, where: string): string[] {
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
    throw invalid("a list of texts", typeof value, where);
  }
  return value;
}

function invalid(expected: string, found: string, where: string): AppError {
  return new AppError(
    "invalid-document",
    `The stored notebook cannot be read: ${where} should be ${expected}; found ${found}.`,
  );
}
