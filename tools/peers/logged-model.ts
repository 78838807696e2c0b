/**
 * What real MLflow logged of the embedded model, and answered with it. It is the same for as long as the scripts, the model and the
 * environment are, and takes 25 s of a processor: so it is kept beside the environments, by the hash of all those.
 */
import { createHash } from "node:crypto";
import { mkdir, readdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { fileURLToPath } from "node:url";
import { buildOnce, cacheFolder, stampOf, touch } from "./environment-cache.mjs";
import { DEMO_FOLDER } from "./model-folders.ts";
import { runPython } from "./python-server.ts";
import { runModel } from "./run-model.ts";
import { peersPython } from "./setup.mjs";

/** Of log_model.py. */
export type LoggedOption = "option1" | "option2" | "option2-from-code";

/** @returns the model's folder, which is not to be changed, and what its `predict` gives for the input. */
export async function loggedModel(
  option: LoggedOption,
  input: unknown,
): Promise<{ readonly model: string; readonly prediction: unknown }> {
  const hash = await hashOf(option, input);
  const folder = path.join(cacheFolder(), `logged-${option}-${hash.slice(0, 16)}`);
  const [model, answer] = [path.join(folder, "model"), path.join(folder, "prediction.json")];
  const make = async () => {
    await mkdir(folder);
    await runPython(["tools/peers/log_model.py", option, DEMO_FOLDER, model]);
    const { results } = await runModel(model, [input]);
    await writeFile(answer, JSON.stringify(results[0]?.prediction ?? null));
    return hash;
  };
  const isMade = () => stampOf(folder) === hash;
  if (!isMade()) await buildOnce(folder, isMade, make, () => undefined);
  touch(folder);
  return { model, prediction: JSON.parse(await readFile(answer, "utf8")) as unknown };
}

/** Of all that the answer depends on. */
async function hashOf(option: LoggedOption, input: unknown): Promise<string> {
  const scripts = fileURLToPath(new URL(".", import.meta.url));
  const names = (await readdir(scripts)).filter((name) => name.endsWith(".py")).toSorted();
  const entries = await readdir(DEMO_FOLDER, { recursive: true, withFileTypes: true });
  const places = entries
    .filter((entry) => entry.isFile())
    .map((entry) => path.join(entry.parentPath, entry.name));
  const hash = createHash("sha256").update(JSON.stringify([option, input, environment()]));
  for (const file of [...names.map((name) => path.join(scripts, name)), ...places.toSorted()]) {
    const bytes = await readFile(file);
    hash.update(`\n${path.basename(file)} ${bytes.length}\n`).update(bytes);
  }
  return hash.digest("hex");
}

/** The environment's place, whose name has the hash of what it is made of, and its stamp, which each making gives anew. */
function environment(): readonly (string | undefined)[] {
  const python = peersPython("current");
  const folder = path.dirname(path.dirname(python));
  return [path.basename(folder), stampOf(folder)];
}
