/**
 * What real MLflow logged of the embedded model, and answered with it. It is the same for as long as the scripts, the model and the
 * environment are, and takes 25 s of a processor: so it is kept beside the environments, by the hash of all those.
 */
import { mkdir, readFile, writeFile } from "node:fs/promises";
import path from "node:path";
import { buildOnce, cacheFolder, stampOf, touch } from "./environment-cache.mjs";
import { hashOfQuestion } from "./kept-answers.ts";
import { DEMO_FOLDER } from "./model-folders.ts";
import { runPython } from "./python-server.ts";
import { runModel } from "./run-model.ts";

/** Of log_model.py. */
export type LoggedOption = "option1" | "option2" | "option2-from-code";

/** @returns the model's folder, which is not to be changed, and what its `predict` gives for the input. */
export async function loggedModel(
  option: LoggedOption,
  input: unknown,
): Promise<{ readonly model: string; readonly prediction: unknown }> {
  const hash = await hashOfQuestion({ asked: [option, input] });
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
