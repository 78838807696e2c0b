/** The form of a wrapper as stored in a document. */
import {
  boolean,
  exactOptional,
  fallback,
  type GenericSchema,
  lazy,
  literal,
  nullable,
  number,
  object,
  picklist,
  record,
  string,
  union,
  variant,
} from "valibot";
import { list } from "#base/schemas.ts";
import type { OpenedSource } from "#python/model-consent.ts";
import { PYFUNC_KINDS } from "./pyfunc-kinds.ts";
import { isVersionProfile, PROFILES } from "./version-profile.ts";
import { TRANSFORMERS_TASKS, type Wrapper } from "./wrapper.ts";

const shared = {
  profile: lazy(() => picklist(Object.keys(PROFILES).filter(isVersionProfile))),
  name: string(),
  extraPipRequirements: list(string()),
};

export const codedSignatureSchema = nullable(
  object({ inputs: nullable(string()), outputs: nullable(string()), params: nullable(string()) }),
);
export const codedExampleSchema = nullable(
  object({ kind: picklist(["value", "frame"]), data: string(), params: nullable(string()) }),
);

/** What edited code says; running it gives the same. */
export const loggedFactsSchema = object({
  signature: codedSignatureSchema,
  isOfTypeHints: boolean(),
  inputExample: codedExampleSchema,
  modelConfig: nullable(string()),
});

export const openedSourceSchema: GenericSchema<unknown, OpenedSource> = object({
  sha256: string(),
  files: list(string()),
});

export const ownArtifactSchema = object({
  key: string(),
  name: string(),
  files: list(object({ path: string(), base64: string() })),
});

export const wrapperSchema: GenericSchema<unknown, Wrapper> = variant("option", [
  object({
    option: literal("transformers"),
    ...shared,
    task: fallback(picklist(TRANSFORMERS_TASKS), "llm/v1/chat"),
    modelConfig: object({
      maxLength: number(),
      truncation: boolean(),
      includePrompt: boolean(),
      more: exactOptional(record(string(), nullable(union([number(), boolean(), string(), list(string())])))),
    }),
    reference: exactOptional(object({ repository: string(), commit: string() })),
    logged: exactOptional(
      object({
        inputExample: codedExampleSchema,
        metadata: nullable(string()),
        promptTemplate: nullable(string()),
        pipRequirements: nullable(list(string())),
      }),
    ),
  }),
  object({
    option: literal("pyfunc"),
    ...shared,
    kind: exactOptional(picklist(PYFUNC_KINDS)),
    className: string(),
    searchOptions: record(string(), union([number(), boolean()])),
    artifactsKey: string(),
    inputExample: object({ prompt: string() }),
    modelFromCode: exactOptional(boolean()),
    coded: exactOptional(
      object({
        isGenerated: boolean(),
        object: string(),
        ...loggedFactsSchema.entries,
        opened: exactOptional(openedSourceSchema),
        logged: exactOptional(
          object({
            folder: nullable(string()),
            artifacts: list(ownArtifactSchema),
            pipRequirements: nullable(list(string())),
            metadata: nullable(string()),
            fileName: nullable(string()),
          }),
        ),
      }),
    ),
  }),
]);
