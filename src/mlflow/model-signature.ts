import type { Wrapper } from "#wrapper/wrapper.ts";
import { chatSignature } from "./chat-signature.ts";
import { inferSignature } from "./infer-signature.ts";
import { parseSignature } from "./parse-signature.ts";
import { NO_SIGNATURE, type Signature } from "./signature.ts";

/** What the wrapper's Python asks infer_signature to take for an output: a text. */
const OUTPUT_EXAMPLE = ["Run"] as const;

/** The signature that MLflow gives to the wrapper's model. */
export function signatureOf(wrapper: Wrapper): Signature {
  if (wrapper.option === "transformers") return chatSignature(wrapper.profile);
  const { coded, inputExample } = wrapper;
  if (coded === undefined) return inferSignature(inputExample, [...OUTPUT_EXAMPLE]);
  return coded.signature === null ? NO_SIGNATURE : parseSignature(coded.signature);
}
