import { expect, test } from "vitest";
import { PAGE_VERSION } from "#base/page-version.ts";
import { promptOutput } from "#kernel/testing/fake-platform.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { aboutModel } from "./about-model.ts";

const WRAPPER = defaultWrapper("pyfunc");
const ANSWER = promptOutput("x");
const LINK = "http://localhost:4173/#share=abc";

test("a model is described by its card, with a link to the notebook and tags of what made it", () => {
  const about = aboutModel("phi3-demo", "---\nlicense: mit\n---\n# A toy\n", WRAPPER, ANSWER, LINK);
  expect(about).toEqual({
    description: `phi3-demo, wrapped with the Phi-3 MLflow Notebook ${PAGE_VERSION} for MLflow 3.17.2.\n\n[Open the notebook](${LINK})\n\n# A toy`,
    tags: {
      "phi3_notebook.page_version": PAGE_VERSION,
      "phi3_notebook.profile": "current",
      "phi3_notebook.runtime": "onnxruntime-web",
      "phi3_notebook.tokens_per_second": "1.0",
      "phi3_notebook.link": LINK,
    },
  });
});

test("a long card is cut where MLflow's database ends, and a link that is too long is left out", () => {
  const about = aboutModel("m", "x".repeat(6000), WRAPPER, null, `${LINK}${"a".repeat(6000)}`);
  expect(about.description).toHaveLength(5000);
  expect(about.description).not.toContain(LINK);
  expect(Object.keys(about.tags)).toEqual(["phi3_notebook.page_version", "phi3_notebook.profile"]);
});
