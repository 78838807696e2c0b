import { readdirSync, readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { requireConsent } from "./model-consent.ts";

test("the person's own code needs no question; an opened model's runs when they agreed to just that", () => {
  const opened = { sha256: "12", files: ["a.py", "code/b.py"] };
  const asked = expect.objectContaining({
    code: "needs-consent",
    details: { sha256: "12", files: '["a.py","code/b.py"]' },
  }) as unknown;
  requireConsent(null, new Map());
  requireConsent(opened, new Map([["12", "given"]]));
  expect(() => requireConsent(opened, new Map([["13", "given"]]))).toThrow(asked);
  expect(() => requireConsent(opened, new Map([["12", "refused"]]))).toThrow(asked);
});

/** Who runs a wrapper's code. A new path is named here, and gives `opened` to the session. */
const PATHS = {
  /** A question to Python: the session's gate is in `ask`. */
  "\\bsession\\.ask\\(": [
    // A code cell's own class: no opened model's.
    "src/cells/code/logged-model.ts",
    "src/cells/evaluate/ask-row.ts",
    // A check is code of the notebook, as a code cell is: no opened model's.
    "src/cells/evaluate/checker.ts",
    "src/cells/inference/ask-class.ts",
    "src/cells/wrapper/run-wrapper-code.ts",
  ],
  /** Python of typed cells, for code cells below them. */
  "\\bsession\\.define\\(": ["src/cells/code/code-behaviour.ts"],
  /** Inference cells; Run all and Compare run such cells. */
  "\\baskClass\\(": [
    "src/cells/inference/inference-behaviour.ts",
    "src/scoring-server/serving-model.ts",
    "src/store/ask-own-class.ts",
  ],
  /** The test of a deployment, and the local endpoint. */
  "\\baskOwnClass\\(": [
    "src/cells/inference/inference-behaviour.ts",
    "src/store/endpoint-actions.ts",
    "src/store/local-endpoint-actions.ts",
  ],
};

test.each(Object.entries(PATHS))("%s is called by the paths that are known", (call, known) => {
  const root = new URL("../../", import.meta.url);
  const callers = ["src", "components"].flatMap((folder) =>
    readdirSync(new URL(folder, root), { recursive: true, encoding: "utf8" })
      .map((path) => `${folder}/${path}`)
      .filter((path) => /\.tsx?$/.test(path) && !/\.test\.tsx?$/.test(path))
      .filter((path) => {
        const text = readFileSync(new URL(path, root), "utf8");
        return new RegExp(`(?<!function )${call}`).test(text);
      }),
  );
  expect(callers.toSorted()).toEqual(known);
});
