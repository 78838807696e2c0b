/** The stored form of a document, and its strict reader. */
import { own } from "#base/own.ts";
import { jsonOf } from "#base/json-of.ts";
import { message, type MessageValue, within } from "#base/message.ts";
import { isNestedTooDeeply, SHALLOW } from "#base/nesting.ts";
import { unreadableNotebook } from "#base/unreadable-notebook.ts";
import type { HubReference } from "#bundle/bundle.ts";
import { parseDeploySettings } from "#deploy/deploy-settings.ts";
import { isInRange, SEED_RANGE } from "#pipeline/sampling-ranges.ts";
import { VERSION_PROFILES, type Wrapper } from "#wrapper/wrapper.ts";
import type { ChatHistory, ChatMessage } from "./chat.ts";
import { newFileJson } from "./file-json.ts";
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
  const root = record(value, message`the document`);
  if (isNestedTooDeeply(root)) throw unreadableNotebook(SHALLOW, message`more`, message`the document`);
  if (root["format"] !== NOTEBOOK_FORMAT) {
    throw unreadableNotebook(
      message`format ${NOTEBOOK_FORMAT}`,
      jsonOf(root["format"]),
      message`the document's format`,
    );
  }
  if (!Array.isArray(root["cells"])) throw unreadableNotebook(message`a list`, typeof root["cells"], "cells");
  const cells = root["cells"].map((cell, at) => parseCell(cell, message`cell ${at + 1}`));
  if (new Set(cells.map((cell) => cell.id)).size !== cells.length) {
    throw unreadableNotebook(message`a different id for each cell`, message`the same id twice`, "cells");
  }
  return {
    id: string(root, "id", message`the document`),
    title: string(root, "title", message`the document`),
    ...(root["jupyter"] !== undefined && { jupyter: parseFile(record(root["jupyter"], "jupyter")) }),
    cells,
  };
}

/** Earlier versions kept the metadata alone. */
function parseFile(file: Record<string, unknown>): NonNullable<Notebook["jupyter"]> {
  if (typeof file["json"] === "string" && Object.keys(file).length === 1) return { json: file["json"] };
  return { json: newFileJson(file) };
}

/**
 * One cell of the stored form.
 * @throws AppError "invalid-document" saying what of `where` makes no sense.
 */
export function parseCell(value: unknown, where: MessageValue): Cell {
  const cell = record(value, where);
  const jupyter = parseFromJupyter(cell["jupyter"], within(where, "jupyter"));
  return { ...parseOwn(cell, where), ...(jupyter && { jupyter }) };
}

function parseOwn(cell: Record<string, unknown>, where: MessageValue): Cell {
  const id = string(cell, "id", where);
  switch (cell["type"]) {
    case "markdown":
      return { id, type: "markdown", source: string(cell, "source", where) };
    case "code": {
      const { kind } = cell;
      if (kind !== "python" && kind !== "raw")
        throw unreadableNotebook(message`"python" or "raw"`, typeof kind, where);
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
      const wrapper = record(cell["wrapper"], within(where, "wrapper"));
      const editedCode = wrapper["editedCode"];
      if (editedCode !== null && typeof editedCode !== "string") {
        throw unreadableNotebook(message`text or null`, typeof editedCode, within(where, "editedCode"));
      }
      const before = wrapper["formBeforeEdits"];
      return {
        id,
        type: "wrapper",
        wrapper: {
          form: parseWrapper(wrapper["form"], within(where, "form")),
          editedCode,
          ...(before !== undefined && {
            formBeforeEdits: parseWrapper(before, within(where, "formBeforeEdits")),
          }),
        },
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
        ...(isInRange(cell["seed"], SEED_RANGE) && { seed: cell["seed"] }),
        ...(cell["chat"] !== undefined && { chat: parseChat(cell["chat"], within(where, "chat")) }),
        ...(cell["keepsProbabilities"] === true && { keepsProbabilities: true }),
      };
    case "deploy":
      return {
        id,
        type: "deploy",
        settings: parseDeploySettings(cell["settings"], within(where, "settings")),
      };
    default:
      throw unreadableNotebook(message`a cell type of this version`, jsonOf(cell["type"]), where);
  }
}

function parseFromJupyter(value: unknown, where: MessageValue): FromJupyter | null {
  if (value === undefined) return null;
  const from = record(value, where);
  const { outputs, executionCount } = from;
  if (outputs !== undefined && !Array.isArray(outputs))
    throw unreadableNotebook(message`a list`, typeof outputs, where);
  if (executionCount !== undefined && executionCount !== null && typeof executionCount !== "number") {
    throw unreadableNotebook(
      message`a number or null`,
      typeof executionCount,
      within(where, "executionCount"),
    );
  }
  return {
    ...(from["json"] !== undefined && { json: string(from, "json", where) }),
    ...(from["isCopy"] === true && { isCopy: true }),
    ...(from["source"] !== undefined && { source: string(from, "source", where) }),
    ...(from["form"] !== undefined && { form: string(from, "form", where) }),
    ...(from["metadata"] !== undefined && { metadata: record(from["metadata"], where) }),
    ...(from["attachments"] !== undefined && { attachments: record(from["attachments"], where) }),
    ...(outputs !== undefined && { outputs: outputs.map((output) => record(output, where)) }),
    ...(executionCount !== undefined && { executionCount }),
  };
}

/** @throws AppError "invalid-document" */
export function parseWrapper(value: unknown, where: MessageValue): Wrapper {
  const form = record(value, where);
  const profile = VERSION_PROFILES.find((known) => known === form["profile"]);
  if (profile === undefined) {
    const expected = message`one of ${VERSION_PROFILES.join(", ")}`;
    throw unreadableNotebook(expected, jsonOf(form["profile"]), within(where, "profile"));
  }
  const shared = {
    profile,
    name: string(form, "name", where),
    extraPipRequirements: strings(form["extraPipRequirements"], within(where, "extraPipRequirements")),
  } as const;
  if (form["option"] === "transformers") {
    const config = record(form["modelConfig"], within(where, "modelConfig"));
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
        reference: parseReference(record(form["reference"], within(where, "reference")), where),
      }),
    };
  }
  if (form["option"] === "pyfunc") {
    const options = record(form["searchOptions"], within(where, "searchOptions"));
    for (const [name, option] of Object.entries(options)) {
      if (typeof option !== "number" && typeof option !== "boolean") {
        throw unreadableNotebook(
          message`a number or true/false`,
          typeof option,
          within(where, `searchOptions.${name}`),
        );
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
  throw unreadableNotebook(
    message`"transformers" or "pyfunc"`,
    jsonOf(form["option"]),
    within(where, "option"),
  );
}

function parseReference(reference: Record<string, unknown>, where: MessageValue): HubReference {
  return {
    repository: string(reference, "repository", where),
    commit: string(reference, "commit", where),
  };
}

function record(value: unknown, where: MessageValue): Record<string, unknown> {
  if (typeof value !== "object" || value === null || Array.isArray(value)) {
    throw unreadableNotebook(message`an object`, value === null ? "null" : typeof value, where);
  }
  return value as Record<string, unknown>;
}

function parseChat(value: unknown, where: MessageValue): ChatHistory {
  const { threads, chosen, draft, edits } = record(value, where);
  if (!Array.isArray(threads))
    throw unreadableNotebook(message`a list`, typeof threads, within(where, "threads"));
  return {
    threads: threads.map((thread: unknown, at) =>
      parseThread(thread, within(where, message`thread ${at + 1}`)),
    ),
    ...(chosen !== undefined && { chosen: parseChosen(record(chosen, within(where, "chosen")), where) }),
    ...(draft !== undefined && { draft: string({ draft }, "draft", where) }),
    ...(edits !== undefined && { edits: parseEdits(record(edits, within(where, "edits")), where) }),
  };
}

function parseEdits(edits: Record<string, unknown>, where: MessageValue): NonNullable<ChatHistory["edits"]> {
  const places = Object.keys(edits).filter((place) => /^\d+$/.test(place));
  return Object.fromEntries(places.map((place) => [place, string(edits, place, within(where, "edits"))]));
}

function parseThread(value: unknown, where: MessageValue): ChatMessage[] {
  if (!Array.isArray(value)) throw unreadableNotebook(message`a list`, typeof value, where);
  return value.map((each: unknown) => {
    const json = record(each, where);
    return { role: string(json, "role", where), content: string(json, "content", where) };
  });
}

function parseChosen(
  chosen: Record<string, unknown>,
  where: MessageValue,
): NonNullable<ChatHistory["chosen"]> {
  const over = chosen["over"] === null ? null : string(chosen, "over", where);
  return { answer: string(chosen, "answer", where), over };
}

/** A runtime that this page does not know, from a later one, is left to be chosen. */
function runtimeOf(value: unknown): { runtime?: RuntimeChoice } {
  const runtime = RUNTIME_CHOICES.find((choice) => choice === value);
  return runtime === undefined ? {} : { runtime };
}

function string(from: Record<string, unknown>, name: string, where: MessageValue): string {
  const value = own(from, name);
  if (typeof value !== "string") throw unreadableNotebook(message`text`, kindOf(value), within(where, name));
  return value;
}

function number(from: Record<string, unknown>, name: string, where: MessageValue): number {
  const value = own(from, name);
  if (typeof value !== "number")
    throw unreadableNotebook(message`a number`, kindOf(value), within(where, name));
  return value;
}

function boolean(from: Record<string, unknown>, name: string, where: MessageValue): boolean {
  const value = own(from, name);
  if (typeof value !== "boolean")
    throw unreadableNotebook(message`true or false`, kindOf(value), within(where, name));
  return value;
}

function strings(value: unknown, where: MessageValue): string[] {
  if (!Array.isArray(value) || !value.every((item) => typeof item === "string")) {
    throw unreadableNotebook(message`a list of texts`, kindOf(value), where);
  }
  return value;
}

function kindOf(value: unknown): MessageValue {
  return value === undefined ? message`nothing` : typeof value;
}
