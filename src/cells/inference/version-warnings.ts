import { message, type Message } from "#base/message.ts";
import { PROFILES } from "#wrapper/version-profile.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";

/** How the page's answer can differ from that of the onnxruntime-genai that the wrapper is written for. Measured with 0.3 and 0.7. */
export function versionWarnings(wrapper: Wrapper): readonly Message[] {
  if (wrapper.option !== "pyfunc" || PROFILES[wrapper.profile].olderGenai !== "0.2") return [];
  return [
    message`This wrapper is written for onnxruntime-genai 0.2, whose tokenizer begins a prompt with the token <s> and keeps line breaks after marks such as <|end|>. The page answers as onnxruntime-genai ${PROFILES.current.packages["onnxruntime-genai"] ?? ""} does, so the model can answer differently there.`,
  ];
}
