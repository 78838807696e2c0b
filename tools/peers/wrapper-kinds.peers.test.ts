/**
 * Each kind of option 2's class, as the page's zip has it, in each profile's real MLflow: it loads and answers. `vitest -u` records the
 * answers anew, to which workers/python/wrapper-kinds.test.ts holds the page.
 */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signatureOf } from "#mlflow/model-signature.ts";
import { printSignature } from "#mlflow/signature-print.ts";
import { askPython } from "./kept-answers.ts";
import { askServed } from "./ask-served.ts";
import { comparable } from "./served-answers.ts";
import { comparableAnswer, type KindAnswers, kindsOf } from "./wrapper-kinds.ts";
import { writeArtifact } from "./write-artifact.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "wrapper-kinds-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(["current", "mid-2025", "mid-2024"] as const)("in the real MLflow of %s", (profile) => {
  it("the zips of all kinds answer, in both forms of the class, with the page's signature", async () => {
    const kinds = kindsOf(profile);
    const asked = [];
    for (const [at, { wrapper, questions }] of kinds.entries()) {
      for (const modelFromCode of [true, false]) {
        const model = path.join(folder, profile, `${at} ${modelFromCode}`, "model");
        await writeArtifact({ ...wrapper, modelFromCode }, model);
        asked.push({ model, questions });
      }
    }
    const list = path.join(folder, profile, "models.json");
    await writeFile(list, JSON.stringify(asked));
    const printed = await askPython(["tools/peers/ask_kinds.py", list], {
      environment: profile,
      reads: path.join(folder, profile),
    });
    const told = printed
      .trim()
      .split("\n")
      .map((line) => comparableAnswer(JSON.parse(line)) as KindAnswers);
    const models = told.filter((_, at) => at % 2 === 0);
    const pickled = told.filter((_, at) => at % 2 === 1);
    expect(pickled.map(({ answers }) => answers)).toEqual(models.map(({ answers }) => answers));
    expect(models.map(({ signature }) => signature.trimEnd())).toEqual(
      kinds.map(({ wrapper }) => printSignature(signatureOf(wrapper)).trimEnd()),
    );
    const recorded = {
      madeBy: "tools/peers/wrapper-kinds.peers.test.ts",
      models: models.map((model, at) => ({ name: kinds[at]?.name, ...model })),
    };
    await expect(`${JSON.stringify(recorded, null, 1)}\n`).toMatchFileSnapshot(
      `fixtures/mlflow/wrapper-kinds-${profile}.json`,
    );
  });
});

it("mlflow models serve answers what the page's endpoint is asked", async () => {
  const answers: Record<string, readonly unknown[]> = {};
  for (const { name, wrapper, bodies } of kindsOf("current")) {
    if (bodies.length === 0) continue;
    const model = path.join(folder, `served ${name.replace(":", "")}`, "model");
    await writeArtifact(wrapper, model);
    answers[name] = (await askServed(model, bodies)).map(comparable).map(comparableAnswer);
  }
  const recorded = { madeBy: "tools/peers/wrapper-kinds.peers.test.ts", answers };
  await expect(`${JSON.stringify(recorded, null, 1)}\n`).toMatchFileSnapshot(
    "fixtures/mlflow/served-kinds.json",
  );
});
