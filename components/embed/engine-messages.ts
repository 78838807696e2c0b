/** German for what the engine says, as the page has it. It is larger than the demo, which loads it only where it speaks German. */
import type { Catalog } from "#base/message.ts";
import { base } from "#components/texts/de/messages/base.ts";
import { bundle } from "#components/texts/de/messages/bundle.ts";
import { genai } from "#components/texts/de/messages/genai.ts";
import { inference } from "#components/texts/de/messages/inference.ts";
import { library } from "#components/texts/de/messages/library.ts";
import { onnx } from "#components/texts/de/messages/onnx.ts";
import { templates } from "#components/texts/de/messages/templates.ts";
import { workers } from "#components/texts/de/messages/workers.ts";

export const engineMessages: Catalog = {
  ...base,
  ...bundle,
  ...genai,
  ...inference,
  ...library,
  ...onnx,
  ...templates,
  ...workers,
};
