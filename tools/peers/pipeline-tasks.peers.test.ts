/**
 * Option 1's other tasks, as the page's zip has them, in each profile's real MLflow. `vitest -u` records the answers anew, to which
 * src/pipeline/tasks.test.ts holds the page.
 */
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { signatureOf } from "#mlflow/model-signature.ts";
import { printSignature } from "#mlflow/signature-print.ts";
import { askServed } from "./ask-served.ts";
import {
  PIPELINE_TASKS,
  TASK_BODIES,
  TASK_INPUTS,
  type TaskAnswersJson,
  wrapperOfTask,
} from "./pipeline-tasks.ts";
import { runModel } from "./run-model.ts";
import { comparable } from "./served-answers.ts";
import { comparableAnswer } from "./wrapper-kinds.ts";
import { writeArtifact } from "./write-artifact.ts";

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(path.join(tmpdir(), "pipeline-tasks-"));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

describe.each(["current", "mid-2025", "mid-2024"] as const)("in the real MLflow of %s", (profile) => {
  it("the zips of both tasks answer, with the page's signature", async () => {
    const tasks: Record<string, TaskAnswersJson> = {};
    for (const task of PIPELINE_TASKS) {
      const wrapper = wrapperOfTask(task, profile);
      const model = path.join(folder, `${profile} ${task.replaceAll("/", "-")}`, "model");
      await writeArtifact(wrapper, model);
      const run = await runModel(model, TASK_INPUTS[task], { environment: profile });
      const { signature, loaderModule, results } = run;
      expect(signature.trimEnd()).toBe(printSignature(signatureOf(wrapper)).trimEnd());
      tasks[task] = {
        signature,
        loaderModule,
        results: comparableAnswer(results) as TaskAnswersJson["results"],
        ...(profile === "current" && { served: (await askServed(model, TASK_BODIES[task])).map(comparable) }),
      };
    }
    const recorded = { madeBy: "tools/peers/pipeline-tasks.peers.test.ts", tasks };
    await expect(`${JSON.stringify(recorded, null, 1)}\n`).toMatchFileSnapshot(
      `fixtures/pipeline/tasks-${profile}.json`,
    );
  });
});
