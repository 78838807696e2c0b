/** MLflow's rules for names on a tracking server (mlflow/utils/validation.py, 3.17), so that a name is refused before anything is sent. */
import { AppError } from "#base/errors.ts";
import { joined, message, type Message } from "#base/message.ts";
import { parseTags } from "./parse-tags.ts";

export interface ServerNames {
  readonly experiment: string;
  /** "" registers nothing. */
  readonly registeredName: string;
  /** "" sets none. */
  readonly alias: string;
  /** As typed, one "key: value" per line. */
  readonly tags: string;
}

export type NamedField = keyof ServerNames;

const EXPERIMENT_LENGTH = 500;
const ALIAS_LENGTH = 255;
const TAG_KEY_LENGTH = 250;
/** Python's \w: letters and digits of every script, and the underscore. */
const ALIAS = /^[\p{L}\p{N}_-]*$/u;
const TAG_KEY = /^[/\p{L}\p{N}_.\- :]*$/u;
const VERSION = /^v\p{Nd}+$/iu;

/** What is wrong with each field; null if nothing is. */
export function nameProblem(field: NamedField, names: ServerNames): Message | null {
  const value = names[field].trim();
  switch (field) {
    case "experiment":
      return experimentProblem(value);
    case "registeredName":
      return value === "" ? null : modelNameProblem(value);
    case "alias":
      return value === "" ? null : aliasProblem(value);
    case "tags":
      return tagsProblem(names.tags);
  }
}

/** @throws AppError "invalid-input" with all problems. */
export function requireNames(names: ServerNames): void {
  const fields: readonly NamedField[] = ["experiment", "registeredName", "alias", "tags"];
  const problems = fields.flatMap((field) => nameProblem(field, names) ?? []);
  if (problems.length > 0) throw new AppError("invalid-input", joined(problems, " "));
}

export function experimentProblem(name: string): Message | null {
  if (name === "") return message`The run needs an experiment. MLflow creates one named Default.`;
  const length = lengthOf(name);
  if (length <= EXPERIMENT_LENGTH) return null;
  return message`An experiment's name can have ${EXPERIMENT_LENGTH} characters; this one has ${length}.`;
}

export function modelNameProblem(name: string): Message | null {
  if (/[/:]/.test(name))
    return message`A registered model's name cannot contain / or :, and "${name}" does. Use - or _ instead.`;
  if (name === "." || name.startsWith(".."))
    return message`A registered model's name cannot be a path, as "${name}" is. Begin it with a letter.`;
  return null;
}

export function aliasProblem(alias: string): Message | null {
  if (!ALIAS.test(alias)) return message`An alias can have letters, digits, _ and -; found "${alias}".`;
  if (alias.toLowerCase() === "latest" || VERSION.test(alias))
    return message`MLflow keeps "${alias}" for itself: latest, v1, v2 and so on name versions. Choose another alias, such as champion.`;
  const length = lengthOf(alias);
  if (length <= ALIAS_LENGTH) return null;
  return message`An alias can have ${ALIAS_LENGTH} characters; this one has ${length}.`;
}

function tagsProblem(typed: string): Message | null {
  try {
    const problems = Object.keys(parseTags(typed)).map(tagKeyProblem);
    return problems.find((problem) => problem !== null) ?? null;
  } catch (thrown) {
    return joined([AppError.from(thrown).wording], "");
  }
}

export function tagKeyProblem(key: string): Message | null {
  if (!TAG_KEY.test(key))
    return message`A tag's key can have letters, digits, spaces and / _ . - :; found "${key}".`;
  if (isPathOfAnother(key))
    return message`A tag's key must not be a path such as "${key}". Remove ., .. and slashes that are doubled or at an end.`;
  const length = lengthOf(key);
  if (length <= TAG_KEY_LENGTH) return null;
  return message`A tag's key can have ${TAG_KEY_LENGTH} characters; this one has ${length}.`;
}

/** `path_not_unique`: what posixpath.normpath would change, and what starts with "..". */
function isPathOfAnother(name: string): boolean {
  if (name.startsWith("..")) return true;
  return name.split("/").some((part) => part === "" || part === "." || part === "..");
}

/** Python counts code points. */
function lengthOf(text: string): number {
  return Array.from(text).length;
}
