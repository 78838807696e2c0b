import type { Wrapper } from "#wrapper/wrapper.ts";
import { chatSignature } from "./chat-signature.ts";
import { inferSignature } from "./infer-signature.ts";
import type { Signature } from "./signature.ts";

/** What the wrapper's Python asks infer_signature to take for an output: a text. */
const OUTPUT_EXAMPLE = ["Run"] as const;

/** The signature that MLflow gives to the wrapper's model. */
export function signatureOf(wrapper: Wrapper): Signature {
  return wrapper.option === "transformers"
    ? chatSignature(wrapper.profile)
    : inferSignature(wrapper.inputExample, [...OUTPUT_EXAMPLE]);
}
