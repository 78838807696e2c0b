/** Digests of the Python in artifacts that this browser's notebooks made: opened again, it needs no question. */
import { array, is, string } from "valibot";
import type { NotebookStorage } from "#notebook/notebook-storage.ts";
import type { ConsentAnswer } from "#python/model-consent.ts";

const KEY = "own-model-sources";
/** Older ones are asked about again. */
const KEPT = 500;

const digests = array(string());

async function ownSources(settings: NotebookStorage): Promise<readonly string[]> {
  const kept = await settings.load(KEY).catch(() => null);
  return is(digests, kept) ? kept : [];
}

/** Where it cannot be stored, the person is asked. */
export async function keepOwnSource(settings: NotebookStorage, sha256: string): Promise<void> {
  const keep = (kept: unknown): readonly string[] => {
    const before = is(digests, kept) ? kept.filter((each) => each !== sha256) : [];
    return [...before, sha256].slice(-KEPT);
  };
  await settings.update(KEY, keep).catch(() => undefined);
}

/** What the person answered in this visit, and what nobody has to be asked for. */
export async function knownConsents(
  settings: NotebookStorage,
  answered: ReadonlyMap<string, ConsentAnswer>,
): Promise<ReadonlyMap<string, ConsentAnswer>> {
  const own = (await ownSources(settings)).map((sha256) => [sha256, "own"] as const);
  return new Map([...own, ...answered]);
}
