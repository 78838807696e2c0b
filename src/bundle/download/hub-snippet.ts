/** What model cards give to copy: commands that download a repository, and Python that loads one. */
import type { HubPlace } from "./hub-place.ts";

/** Reads one word of a snippet as a place; null for any other word. */
type PlaceOf = (word: string) => HubPlace | null;

/** Not only at the start of a line: a field of one line drops the line breaks of what is pasted. */
const commandStart =
  /(?:(hf|huggingface-cli)\s+download|(git)\s+(?:lfs\s+|submodule\s+)?(?:clone|add)|wget|curl)\s/;
const pythonCall = /\b(?:from_pretrained|snapshot_download|hf_hub_download|pipeline)\s*\(/;
/** Options that a value follows. */
const valued =
  /^(?:-b|-o|-O|--(?:branch|depth|include|exclude|revision|local-dir|cache-dir|token|repo-type|output))$/;

/** @returns null if the text is no such snippet, or names no repository of models. */
export function placeInSnippet(text: string, placeOf: PlaceOf): HubPlace | null {
  if (pythonCall.test(text)) return placeInPython(text, placeOf);
  const start = commandStart.exec(text);
  return start && placeInCommand(start, text.slice(start.index + start[0].length), placeOf);
}

/** `hf download owner/name [file] --include "folder/*" --revision …`, `git clone -b …`, `wget …`. */
function placeInCommand([, hub, git]: RegExpExecArray, rest: string, placeOf: PlaceOf): HubPlace | null {
  const words = rest.split(/[\s\\]+|(?<=^|\s)(--[a-z-]+)=/).filter(Boolean);
  const option = (...names: string[]): string | null => {
    const at = words.findIndex((word) => names.includes(word));
    return at < 0 ? null : unquoted(words[at + 1] ?? "");
  };
  const type = option("--repo-type");
  if (type !== null && type !== "model") return null;
  const given = words.filter((word, at) => !word.startsWith("-") && !valued.test(words[at - 1] ?? ""));
  const places = given.map(placeOf);
  const at = places.findIndex((each) => each !== null);
  const place = places[at];
  if (!place) return null;
  const file = hub === undefined ? undefined : given[at + 1];
  return {
    ...place,
    revision: (git === undefined ? option("--revision") : option("-b", "--branch")) ?? place.revision,
    path: folderOf(option("--include") ?? file) ?? place.path,
  };
}

/** `snapshot_download(repo_id="owner/name", revision="…", allow_patterns=["folder/*"])` and its like. */
function placeInPython(text: string, placeOf: PlaceOf): HubPlace | null {
  const values = Array.from(text.matchAll(/["']([^"'\n]*)["']/g), ({ 1: value = "", index }) => ({
    value,
    name: /(\w+)\s*=\s*\[?\s*$/.exec(text.slice(Math.max(0, index - 40), index))?.[1] ?? "",
  }));
  const named = (name: string): string | undefined => values.find((each) => each.name === name)?.value;
  const place = values.map(({ value }) => placeOf(value)).find((each) => each !== null);
  if (place === undefined) return null;
  const file = [named("subfolder"), named("filename")].filter((part) => part !== undefined).join("/");
  return {
    ...place,
    revision: named("revision") ?? place.revision,
    path: folderOf(named("allow_patterns") ?? file) ?? place.path,
  };
}

/** A pattern's part before its first star; null for nothing. */
function folderOf(pattern: string | undefined): string | null {
  return unquoted(pattern ?? "").replace(/\/?\*[^]*/, "") || null;
}

function unquoted(word: string): string {
  return word.replaceAll(/^["']|["']$/g, "");
}
