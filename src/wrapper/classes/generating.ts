/** What the classes for chats share. */
import { PROFILES, type VersionProfile } from "../version-profile.ts";
import { pythonDictBlock, pythonString } from "../python-literal.ts";
import type { PyfuncWrapper } from "../wrapper.ts";

/** The search options, above the class. */
export function optionsAbove({ searchOptions }: PyfuncWrapper): string {
  return `# The search options\nmodel_options = ${pythonDictBlock(searchOptions)}`;
}

export function loadContext({ artifactsKey }: PyfuncWrapper): string {
  return `    def load_context(self, context):
        # Retrieving the model from the artifacts
        model_path = context.artifacts[${pythonString(artifactsKey)}]

        # Defining the model and the tokenizer
        self.model = og.Model(model_path)
        self.tokenizer = og.Tokenizer(self.model)
`;
}

/** Sets `prompt` from `chat`, a list of dicts with role and content. */
export function promptOfChat(profile: VersionProfile): string {
  if (PROFILES[profile].hasChatTemplate) {
    return `        prompt = self.tokenizer.apply_chat_template(json.dumps(chat), add_generation_prompt=True)`;
  }
  return `        # Phi-3's form: this onnxruntime-genai does not apply chat templates
        turns = ["<|{role}|>{content}<|end|>".format(**message) for message in chat]
        prompt = "".join(turns) + "<|assistant|>"`;
}

/** The import that `promptOfChat` needs. */
export function usesJson(profile: VersionProfile): string {
  return PROFILES[profile].hasChatTemplate ? "import json\n" : "";
}
