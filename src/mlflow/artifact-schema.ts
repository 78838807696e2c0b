import {
  exactOptional,
  type GenericSchema,
  instance,
  literal,
  boolean,
  object,
  string,
  variant,
} from "valibot";
import { list, sizeSchema } from "#base/schemas.ts";
import { sourceSchemas } from "#bundle/bundle-schema.ts";
import type { Artifact } from "./artifact.ts";

export const artifactSchema: GenericSchema<unknown, Artifact> = object({
  name: string(),
  files: list(
    object({
      path: string(),
      sizeBytes: sizeSchema,
      content: variant("kind", [
        object({ kind: literal("text"), text: string() }),
        object({ kind: literal("bytes"), bytes: instance(Uint8Array) }),
        ...sourceSchemas,
      ]),
    }),
  ),
  totalBytes: sizeSchema,
  withSums: exactOptional(boolean()),
});
