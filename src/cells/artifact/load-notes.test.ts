import { expect, test } from "vitest";
import { english } from "#base/message.ts";
import type { BundleReport } from "#bundle/inspect.ts";
import type { LoadLimits } from "#bundle/load-limits.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { VersionProfile } from "#wrapper/version-profile.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import { loadNotes } from "./load-notes.ts";

const limits: LoadLimits = { older: { "0.2": "It does not load in 0.2.", "0.7": null }, provider: null };

function notesOf(wrapper: Wrapper, loads: LoadLimits | undefined = limits): readonly string[] {
  const ready = { runs: { ready: true }, packs: { ready: true } } as const;
  const report: BundleReport = {
    architecture: "Phi3ForCausalLM",
    contextLength: 4096,
    vocabSize: 32064,
    totalBytes: 1,
    fileCount: 1,
    transformers: ready,
    pyfunc: ready,
    runtime: null,
    card: null,
    ...(loads && { loads }),
  };
  return loadNotes(wrapper, report).map((note) => english(note));
}

function pyfunc(profile: VersionProfile, extraPipRequirements?: readonly string[]): Wrapper {
  return { ...defaultWrapper("pyfunc", profile), ...(extraPipRequirements && { extraPipRequirements }) };
}

test("an older version that cannot load the model is told, with the way out", () => {
  expect(notesOf(pyfunc("mid-2024"))).toEqual([
    "It does not load in 0.2. In the wrapper cell, choose “Today's libraries” under “Written for”.",
  ]);
});

test.each([
  ["a version that loads it", pyfunc("mid-2025")],
  ["the page's own version", pyfunc("current")],
  ["option 1", defaultWrapper("transformers", "mid-2024")],
])("nothing is told of %s", (_, wrapper) => {
  expect(notesOf(wrapper)).toEqual([]);
});

test("a model for CUDA needs another package, unless the wrapper has it", () => {
  const cuda = { ...limits, provider: "cuda" };
  expect(notesOf(pyfunc("current"), cuda)).toEqual([
    "genai_config.json asks for the execution provider cuda. The model loads only on a computer that has it, with onnxruntime-genai-cuda instead of onnxruntime-genai: change it in the wrapper's extra pip requirements. For any computer, choose a folder for the CPU.",
  ]);
  expect(notesOf(pyfunc("current", ["onnxruntime_genai_cuda==0.18.0", "numpy"]), cuda)).toEqual([]);
});

test("any other provider is named", () => {
  expect(notesOf(pyfunc("current"), { ...limits, provider: "qnn" })).toEqual([
    "genai_config.json asks for the execution provider qnn. The model loads only where onnxruntime-genai has it; for any computer, choose a folder for the CPU.",
  ]);
});
