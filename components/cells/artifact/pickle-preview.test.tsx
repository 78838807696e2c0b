import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { inspectPickle } from "#pickle/inspect-pickle.ts";
import { PicklePreview } from "./pickle-preview.tsx";

function shown(pickle: string): string {
  const bytes = new Uint8Array(Buffer.from(pickle, "latin1"));
  const markup = renderToStaticMarkup(
    <PicklePreview report={inspectPickle(bytes)} path="python_model.pkl" />,
  );
  return markup
    .replaceAll(/<[^>]+>/g, " ")
    .replaceAll("&#x27;", "'")
    .replaceAll(/\s+/g, " ");
}

test("a hostile pickle is named for what it does, call by call", () => {
  const text = shown("cposix\nsystem\n(S'rm -rf ~'\ntR.");
  expect(text).toContain("Imports: 1 name, when it is loaded posix.system Dangerous : can start programs");
  expect(text).toContain("Calls: 1 posix.system('rm -rf ~') REDUCE at byte 28");
  expect(text).toContain("All 6 instructions (protocol 0)");
});

test("no pickle is said to be safe, whatever is in it", () => {
  for (const pickle of ["N.", "\x80\x02cphi3_model\nPhi3Model\n)\x81.", "ccollections\nOrderedDict\n)R."]) {
    expect(shown(pickle)).not.toMatch(/\b(safe|harmless|secure)\b/i);
    expect(shown(pickle)).toContain("Load a model only if you trust its author.");
  }
});

test("a damaged one shows what comes before the damage, and where that is", () => {
  const text = shown("cos\nsystem\n\xff");
  expect(text).toContain("os.system Dangerous");
  expect(text).toContain("byte 11 is 0xff, which is not an opcode");
});
