import { expect, test } from "vitest";
import type { CellType } from "#cells/cell.ts";
import { createCell } from "#cells/cell.ts";
import { Kernel } from "#kernel/kernel.ts";
import {
  fakeBundles,
  fakeInference,
  fakeRegistry,
  noPython,
  promptOutput,
} from "#kernel/testing/fake-platform.ts";
import { createDirectReader } from "#reader/direct-reader.ts";
import { parseRun } from "./parse-run.ts";

const TYPES = ["model", "wrapper", "signature", "artifact", "deploy", "inference"] as const;

async function runs() {
  const cells = TYPES.map((type: CellType) => createCell({ type, option: "pyfunc" }, type));
  const kernel = new Kernel({
    reader: createDirectReader(),
    inference: fakeInference(async () => promptOutput("An answer.")),
    bundles: fakeBundles(),
    python: noPython,
    registry: fakeRegistry(),
    accessTo: (url) => ({ url, user: "", secret: "" }),
    notebook: () => ({ id: "n", title: "", cells }),
    onChange: () => undefined,
  });
  await kernel.runAll();
  return kernel.finishedRuns();
}

test("what runs give is read back from this browser as it was", async () => {
  const finished = await runs();
  expect([...finished.keys()]).toEqual(TYPES);
  for (const run of finished.values()) expect(parseRun(structuredClone(run), "browser")).toEqual(run);
});

test("a member of another type is refused, and a file has no output that holds weights", async () => {
  const finished = await runs();
  const { model, inference } = Object.fromEntries(finished);
  const damaged = "A kept output of this notebook is damaged; run its cell again.";
  expect(() => parseRun({ ...inference, elapsedMs: "1" }, "browser")).toThrow(damaged);
  expect(() => parseRun({ ...model, output: { ...model?.output, bundle: {} } }, "browser")).toThrow(damaged);
  expect(() => parseRun(model, "file")).toThrow(damaged);
});
