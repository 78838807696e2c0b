import { kindOf } from "#wrapper/pyfunc-kinds.ts";
import { optionValues } from "#wrapper/search-options-python.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";
import { chatSignature } from "./chat-signature.ts";
import { inferSignature } from "./infer-signature.ts";
import { parseSignature } from "./parse-signature.ts";
import { rulesOf } from "./rules-of-profile.ts";
import { NO_SIGNATURE, type Signature } from "./signature.ts";

/** The output example that the wrapper's Python passes to infer_signature: a text. */
const OUTPUT_EXAMPLE = ["Run"] as const;

/** MLflow's signature for the wrapper's model. */
export function signatureOf(wrapper: Wrapper): Signature {
  if (wrapper.option === "transformers") return chatSignature(wrapper.profile);
  const { coded, inputExample } = wrapper;
  if (coded === undefined) {
    const params = kindOf(wrapper) === "params" ? optionValues(wrapper.searchOptions) : null;
    return inferSignature(inputExample, [...OUTPUT_EXAMPLE], params, rulesOf(wrapper.profile));
  }
  return coded.signature === null ? NO_SIGNATURE : parseSignature(coded.signature);
}
