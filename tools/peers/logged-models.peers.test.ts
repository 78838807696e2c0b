/** Real MLflow loads what the page makes of models that code cells log, and answers as the page's Python does. */
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import type { Artifact } from "#mlflow/artifact.ts";
import { VERSION_PROFILES } from "#wrapper/version-profile.ts";
import { DEMO } from "../../workers/python/testing/edited-wrappers.ts";
import { loggingCellsOf } from "../../workers/python/testing/logging-cells.ts";
import { notebookSession } from "../../workers/python/testing/module-session.ts";
import { runCode } from "../../workers/python/testing/run-code.ts";
import { askPython } from "./kept-answers.ts";

// One process a profile answers for all of its models.
test.each(VERSION_PROFILES)("each logged model's files give what its notebook gives: %s", async (profile) => {
  const loggingCells = loggingCellsOf(profile);
  const folder = await mkdtemp(path.join(tmpdir(), "logged-models-"));
  const session = notebookSession(DEMO, profile);
  try {
    const asked = [];
    const answered = [];
    for (const [at, { name, cells, ask }] of loggingCells.entries()) {
      await runCode(session, "%reset -f");
      let models;
      for (const cell of cells) ({ models } = await runCode(session, cell));
      const made = models?.at(-1)?.made;
      if (!made || "why" in made) throw new Error(`${name}: ${JSON.stringify(made)}`);
      const model = path.join(folder, String(at));
      await write(made.artifact, model);
      asked.push({ model, ask });
      const { printed } = await runCode(
        session,
        `import json\nloaded = mlflow.pyfunc.load_model(info.model_uri)\nprinted = json.dumps({"repr": repr(${ask}), "metadata": loaded.metadata.metadata})\nprint(printed)`,
      );
      answered.push(printed);
    }
    const list = path.join(folder, "models.json");
    await writeFile(list, JSON.stringify(asked));
    const answers = await askPython(["tools/peers/ask_logged.py", list], {
      environment: profile,
      reads: folder,
    });
    const found = answers
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as unknown);
    expect(found.map((answer, at) => [loggingCells[at]?.name, answer])).toEqual(
      answered.map((answer, at) => [loggingCells[at]?.name, JSON.parse(answer)]),
    );
  } finally {
    session.end();
    await rm(folder, { recursive: true, force: true });
  }
});

/** The page's artifact, with the embedded model's own files as links. */
async function write({ files }: Artifact, target: string): Promise<void> {
  for (const { path: at, content } of files) {
    const place = path.join(target, at);
    await mkdir(path.dirname(place), { recursive: true });
    if (content.kind === "text") await writeFile(place, content.text);
    else if (content.kind === "bytes") await writeFile(place, content.bytes);
    else
      await symlink(
        path.join(DEMO, at.replace(/^(artifacts\/[^/]+|model|components\/tokenizer)\//, "")),
        place,
      );
  }
}
