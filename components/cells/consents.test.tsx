/** Names that would pass for others, in the questions that decide whether code runs. */
import "fake-indexeddb/auto";
import { renderToStaticMarkup } from "react-dom/server";
import type { ReactNode } from "react";
import { expect, test } from "vitest";
import { AppContext, type AppServices } from "#components/app-context.ts";
import ModelConsent from "#components/notebook/model-consent.tsx";
import { createAppStore } from "#store/app-store.ts";
import { fakePorts } from "#store/testing/fake-ports.ts";
import ServerConsent from "./code/server-consent.tsx";
import ServerModelConsent from "./code/server-model-consent.tsx";
import PythonQuestion from "./python-question.tsx";

/** It would end in ".txt", and a tower of accents would cover the question. */
const HOSTILE = `readme\u202Etxt.py a\u200Bb e${"\u0301".repeat(500)}`;
const SHOWN = `readme[U+202E]txt.py a[U+200B]b e${"\u0301".repeat(6)}\uFFFD`;

function drawn(content: ReactNode): string {
  const ports = fakePorts();
  const services: AppServices = {
    store: createAppStore(ports),
    reader: ports.reader,
    threadFacts: { threads: 1, crossOriginIsolated: false, singleThreadReason: null, threadsIfIsolated: 1 },
    embeddedUrl: "",
    versions: {},
  };
  return renderToStaticMarkup(<AppContext value={services}>{content}</AppContext>);
}

test("the question of an opened model's Python shows its files' names as they are", () => {
  const details = { sha256: "a", files: JSON.stringify([HOSTILE]) };
  const html = drawn(
    <ModelConsent id="c" error={{ code: "needs-consent", message: "", details, cause: null }} />,
  );
  expect(html).toContain(`<summary class="mono">${SHOWN}</summary>`);
  expect(html).not.toContain("\u202E");
});

test("the question of a server's model shows its files' names as they are", () => {
  const model = { sha256: "a", texts: [{ path: HOSTILE, text: "x" }] };
  const html = drawn(<ServerModelConsent id="c" server="http://localhost:5000" model={model} />);
  expect(html).toContain(`<summary class="mono">${SHOWN}</summary>`);
  expect(html).not.toContain("\u202E");
});

test("the question of a server shows the names of the code beside it as they are", () => {
  const html = drawn(<ServerConsent id="c" server="http://localhost:5000" beside={[HOSTILE]} />);
  expect(html).toContain(SHOWN);
  expect(html).not.toContain("\u202E");
});

test("what code asks the person for is no longer than they read, and does not turn around", () => {
  const prompt = `Password\u202E${"x".repeat(1e6)}`;
  const html = drawn(<PythonQuestion id="c" request={{ prompt, isPassword: true }} />);
  expect(html).toContain("Password[U+202E]xxx");
  expect(html.length).toBeLessThan(6000);
});
