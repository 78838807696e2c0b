import { expect, it } from "vitest";
import { createDirectReader } from "#reader/direct-reader.ts";
import { DEFAULT_DEPLOY_SETTINGS } from "#deploy/deploy-settings.ts";
import { createCell } from "#cells/cell.ts";
import type { Cell } from "#cells/cell.ts";
import type { CellState } from "./cell-state.ts";
import { Kernel } from "./kernel.ts";
import { fakeBundles, fakeInference, fakeRegistry, noPython, promptOutput } from "./testing/fake-platform.ts";

async function run(cells: readonly Cell[], id: string): Promise<ReadonlyMap<string, CellState>> {
  const kernel = new Kernel({
    reader: createDirectReader(),
    inference: fakeInference(async () => promptOutput("")),
    bundles: fakeBundles(),
    python: noPython,
    registry: fakeRegistry(),
    accessTo: (url) => ({ url, user: "", secret: "" }),
    notebook: () => ({ id: "n", title: "", cells }),
    onChange: () => undefined,
  });
  await kernel.run(id);
  return kernel.states();
}

const MODEL = createCell({ type: "model" }, "m");
const WRAPPER = createCell({ type: "wrapper", option: "pyfunc" }, "w");

it("a deploy cell runs the model and the wrapper above, and knows the size of the model's folder", async () => {
  const states = await run([MODEL, WRAPPER, createCell({ type: "deploy" }, "d")], "d");
  expect([states.get("m")?.status, states.get("w")?.status]).toEqual(["done", "done"]);
  const state = states.get("d");
  const output = state?.status === "done" ? state.output : null;
  if (output?.type !== "deploy") throw new Error("it did not run");
  const { folder, modelFolder, option, modelBytes, notes } = output.deployment;
  expect({ folder, modelFolder, option, notes: notes.length }).toEqual({
    folder: "deploy-azure-ml",
    modelFolder: "phi3_mlflow_model",
    option: "pyfunc",
    notes: 1,
  });
  expect(modelBytes).toBeGreaterThan(1000);
});

it("without a wrapper it says what is missing, and with wrong settings what the platform would refuse", async () => {
  const deploy = createCell({ type: "deploy" }, "d");
  expect((await run([MODEL, deploy], "d")).get("d")).toMatchObject({
    status: "failed",
    error: {
      code: "missing-dependency",
      message: expect.stringContaining("needs a wrapper cell above") as string,
    },
  });
  const settings = { ...DEFAULT_DEPLOY_SETTINGS, endpointName: "" };
  expect((await run([MODEL, WRAPPER, { id: "d", type: "deploy", settings }], "d")).get("d")).toMatchObject({
    status: "failed",
    error: { code: "invalid-input", message: expect.stringContaining("found nothing") as string },
  });
});
