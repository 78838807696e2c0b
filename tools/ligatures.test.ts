import { readdirSync, readFileSync } from "node:fs";
import { expect, it } from "vitest";

const FILES = readdirSync("components", { recursive: true, encoding: "utf8" }).filter((file) =>
  file.endsWith(".css"),
);
const RULES = FILES.flatMap((file) =>
  [...readFileSync(`components/${file}`, "utf8").matchAll(/([^{}]+)\{([^{}]*)\}/g)].map(
    ([, selector = "", body = ""]) => ({
      selector: selector.replace(/\/\*.*?\*\//gs, "").trim(),
      body,
    }),
  ),
);
/** base.css turns ligatures off in these. */
const CODE = /\b(code|pre|kbd)\b/;

it("whatever is drawn in the code font has no ligatures: <|end|> and -> are shown as they are", () => {
  const mono = RULES.filter(({ body }) => body.includes("font-family: var(--font-mono)"));
  expect(mono.map(({ selector }) => selector)).toContain(".token");
  const withLigatures = mono.filter(
    ({ selector, body }) => !body.includes("font-variant-ligatures: none") && !CODE.test(selector),
  );
  expect(withLigatures).toEqual([]);
});
