/** The wrappers that the compatibility matrix has a row for. */
import { own } from "#base/own.ts";
import { defaultWrapper, withKind } from "#wrapper/defaults.ts";
import { PYFUNC_KINDS, type PyfuncKind } from "#wrapper/pyfunc-kinds.ts";
import { PROFILES, type VersionProfile } from "#wrapper/version-profile.ts";
import type { PyfuncWrapper, TransformersWrapper, Wrapper } from "#wrapper/wrapper.ts";

export interface Tried {
  readonly name: string;
  readonly wrapper: Wrapper;
}

/** Each kind that the profile has. */
export function wrappersOf(profile: VersionProfile): readonly Tried[] {
  const transformers = defaultWrapper("transformers", profile) as TransformersWrapper;
  const pyfunc = defaultWrapper("pyfunc", profile) as PyfuncWrapper;
  const kinds = PYFUNC_KINDS.filter((kind) => own(PROFILES[profile].lacks, kind) === undefined);
  return [
    { name: "1, transformers", wrapper: transformers },
    { name: "1, completions", wrapper: { ...transformers, task: "llm/v1/completions" } },
    { name: "1, text-generation", wrapper: { ...transformers, task: "text-generation" } },
    ...kinds.map((kind) => ({ name: KIND_NAMES[kind], wrapper: withKind(pyfunc, kind) })),
  ];
}

const KIND_NAMES: Readonly<Record<PyfuncKind, string>> = {
  prompt: "2, pyfunc",
  params: "2, with params",
  chat: "2, ChatModel",
  responses: "2, ResponsesAgent",
};
