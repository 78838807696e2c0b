/** Real MLflow loads the page's artifacts of edited wrappers, and answers as the page does (workers/python/inference-cell.test.ts). */
import { mkdir, mkdtemp, rm, symlink, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { inspectBundle } from "#bundle/inspect.ts";
import type { RunContext } from "#cells/cell-behaviour.ts";
import { withCodedModel } from "#cells/wrapper/run-wrapper-code.ts";
import { buildArtifact } from "#mlflow/build-artifact.ts";
import { sourceModelName } from "#mlflow/source-model-name.ts";
import type { PythonSession } from "#python/python-session.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { readCode } from "#wrapper/read-code.ts";
import type { PyfuncWrapper } from "#wrapper/wrapper.ts";
import { DEMO, editedWrappers, type Outcome } from "../../workers/python/testing/edited-wrappers.ts";
import { notebookSession } from "../../workers/python/testing/module-session.ts";
import { askPython } from "./kept-answers.ts";
import { bundleOfFolder } from "./model-folders.ts";

test("each edited wrapper's artifact gives what its code gives", async () => {
  const folder = await mkdtemp(path.join(tmpdir(), "edited-wrappers-"));
  const session = notebookSession(DEMO);
  try {
    const wrappers = (await editedWrappers()).filter(({ isRefused }) => !isRefused);
    expect(wrappers.length).toBeGreaterThan(70);
    const asked = [];
    for (const [at, { code, questions }] of wrappers.entries()) {
      const model = path.join(folder, String(at));
      // One form after the other: the class as models from code, and by a pickle that names it.
      await writeModel(model, code, at % 2 === 0, session);
      asked.push({ model, questions });
    }
    const list = path.join(folder, "models.json");
    await writeFile(list, JSON.stringify(asked));
    const printed = await askPython(["tools/peers/ask_edited.py", list], { reads: folder });
    const found = printed
      .trim()
      .split("\n")
      .map((line) => JSON.parse(line) as readonly Outcome[]);
    expect(found.map((answers, at) => [wrappers[at]?.name, answers])).toEqual(
      wrappers.map(({ name, answers }) => [name, answers]),
    );
  } finally {
    session.end();
    await rm(folder, { recursive: true, force: true });
  }
});

/** The page's artifact, with the model's own files as a link. */
async function writeModel(
  target: string,
  code: string,
  modelFromCode: boolean,
  session: PythonSession,
): Promise<void> {
  const form = { ...(defaultWrapper("pyfunc") as PyfuncWrapper), modelFromCode };
  const context = {
    python: () => Promise.resolve(session),
    events: { onProgress: () => undefined, onTextDelta: () => undefined },
    signal: new AbortController().signal,
  } as unknown as RunContext;
  const wrapper = await withCodedModel(readCode(code, form).form as PyfuncWrapper, code, null, context);
  const bundle = await bundleOfFolder(DEMO);
  const { files } = await buildArtifact({
    wrapper,
    code,
    bundle,
    report: await inspectBundle(bundle),
    now: new Date(0),
    newUuid: () => "00000000-0000-4000-8000-000000000001",
  });
  for (const { path: at, content } of files) {
    if (at.startsWith("artifacts/")) continue;
    await mkdir(path.dirname(path.join(target, at)), { recursive: true });
    if (content.kind === "text") await writeFile(path.join(target, at), content.text);
    else if (content.kind === "bytes") await writeFile(path.join(target, at), content.bytes);
  }
  await mkdir(path.join(target, "artifacts"), { recursive: true });
  await symlink(DEMO, path.join(target, "artifacts", sourceModelName(bundle)));
}
