import { exactOptional, type GenericSchema, number, object, picklist, string } from "valibot";
import { list, messageSchema, recordSchema, sizeSchema } from "#base/schemas.ts";
import type { Deployment } from "./deploy-files.ts";
import { PAYLOAD_FORMS } from "./sample-request.ts";
import { SAMPLE_LANGUAGES } from "./samples.ts";

export const deploymentSchema: GenericSchema<unknown, Deployment> = object({
  folder: string(),
  modelFolder: string(),
  option: picklist(["transformers", "pyfunc"]),
  answers: exactOptional(picklist(["messages", "prompt", "items", "completion", "texts"])),
  sampleInput: recordSchema,
  endpointUrl: string(),
  timeoutSeconds: number(),
  modelBytes: sizeSchema,
  files: list(object({ path: string(), text: string() })),
  samples: list(
    object({
      language: picklist(SAMPLE_LANGUAGES),
      form: picklist(PAYLOAD_FORMS),
      fileName: string(),
      text: string(),
    }),
  ),
  notes: list(messageSchema),
});
