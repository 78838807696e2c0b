import { AppError, wordingOf } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { renderMinja } from "./minja/minja.ts";

export interface TemplateMessage {
  readonly role: string;
  readonly content: string;
}

/**
 * Renders a chat template as og.Tokenizer.apply_chat_template does (onnxruntime-genai 0.18). Option 1 renders its own, with
 * transformers.js.
 * @throws AppError "invalid-config" without a template; "invalid-input" if it cannot render the messages.
 */
export function renderChatTemplate(
  template: string,
  variables: {
    readonly messages: readonly TemplateMessage[];
    readonly add_generation_prompt: boolean;
    readonly bos_token: string;
    readonly eos_token: string;
  },
): string {
  // Native looks at it as a string of C.
  if (template === "" || template.startsWith("\0")) {
    throw new AppError(
      "invalid-config",
      message`The tokenizer has no chat template: none of tokenizer_config.json, chat_template.jinja and chat_template.json gives one.`,
    );
  }
  try {
    return renderMinja(template, variables);
  } catch (error) {
    throw new AppError(
      "invalid-input",
      message`The chat template cannot render these messages: ${wordingOf(error)}`,
      {
        cause: error,
      },
    );
  }
}
