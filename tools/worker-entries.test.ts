import { expect, it } from "vitest";
import { importsOfEntries } from "./worker-entries.ts";

it("a chunk that imports from a worker's entry is found; what starts a worker is none", () => {
  const entry = { name: "inference-worker-a1_-.js", code: 'import("./worker-b2.js")' };
  expect(
    importsOfEntries([
      entry,
      { name: "worker-b2.js", code: "export{a}" },
      { name: "index-c3.js", code: 'new Worker(new URL("./inference-worker-a1_-.js",import.meta.url))' },
      { name: "transformers-d4.js", code: 'import{a as b}from"./inference-worker-a1_-.js";' },
      { name: "side-e5.js", code: 'import"./inference-worker-a1_-.js";' },
      { name: "late-f6.js", code: "import(`./inference-worker-a1_-.js`)" },
    ]),
  ).toEqual(
    ["transformers-d4.js", "side-e5.js", "late-f6.js"].map(
      (name) => `${name} imports inference-worker-a1_-.js`,
    ),
  );
});
