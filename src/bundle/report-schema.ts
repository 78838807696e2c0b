import {
  exactOptional,
  type GenericSchema,
  literal,
  nullable,
  number,
  object,
  string,
  variant,
} from "valibot";
import { sizeSchema, wordingSchema } from "#base/schemas.ts";
import type { BundleReport, OptionReport, Readiness } from "./inspect.ts";

const readinessSchema: GenericSchema<unknown, Readiness> = variant("ready", [
  object({ ready: literal(true) }),
  object({ ready: literal(false), reason: wordingSchema }),
]);

const optionSchema: GenericSchema<unknown, OptionReport> = object({
  runs: readinessSchema,
  packs: readinessSchema,
});

export const reportSchema: GenericSchema<unknown, BundleReport> = object({
  architecture: nullable(string()),
  contextLength: nullable(number()),
  vocabSize: nullable(number()),
  totalBytes: sizeSchema,
  fileCount: sizeSchema,
  transformers: optionSchema,
  pyfunc: optionSchema,
  runtime: nullable(
    variant("kind", [
      object({
        kind: literal("int4"),
        fittingTokens: number(),
        wideTokens: number(),
        weightBytes: number(),
        outsideBytes: number(),
        stepBytes: number(),
      }),
      object({ kind: literal("onnxruntime-web"), reason: wordingSchema }),
    ]),
  ),
  card: nullable(string()),
  loads: exactOptional(
    object({
      older: object({ "0.2": nullable(wordingSchema), "0.7": nullable(wordingSchema) }),
      provider: nullable(string()),
    }),
  ),
});
