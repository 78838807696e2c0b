import { kindOf } from "#wrapper/pyfunc-kinds.ts";
import { optionValues } from "#wrapper/search-options-python.ts";
import type { TransformersWrapper, Wrapper } from "#wrapper/wrapper.ts";
import { chatSignature, completionsSignature } from "./chat-signature.ts";
import { inferSignature } from "./infer-signature.ts";
import { parseSignature } from "./parse-signature.ts";
import { responsesSignature } from "./responses-signature.ts";
import { rulesOf } from "./rules-of-profile.ts";
import { NO_SIGNATURE, type Signature } from "./signature.ts";

/** The output example that the wrapper's Python passes to infer_signature: a text. */
const OUTPUT_EXAMPLE = ["Run"] as const;

function taskSignature({ task, profile }: TransformersWrapper): Signature {
  switch (task) {
    case "llm/v1/chat":
      return chatSignature(profile);
    case "llm/v1/completions":
      return completionsSignature();
    case "text-generation":
      return inferSignature("", "");
  }
}

/** MLflow's signature for the wrapper's model. */
export function signatureOf(wrapper: Wrapper): Signature {
  if (wrapper.option === "transformers") return taskSignature(wrapper);
  const { coded, inputExample } = wrapper;
  const kind = kindOf(wrapper);
  if (kind === "chat") return chatSignature(wrapper.profile);
  if (kind === "responses") return responsesSignature();
  if (coded === undefined) {
    const params = kind === "params" ? optionValues(wrapper.searchOptions) : null;
    return inferSignature(inputExample, [...OUTPUT_EXAMPLE], params, rulesOf(wrapper.profile));
  }
  return coded.signature === null ? NO_SIGNATURE : parseSignature(coded.signature);
}
