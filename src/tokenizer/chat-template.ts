import { Template } from "@huggingface/jinja";
import { AppError, wordingOf } from "#base/errors.ts";
import { message } from "#base/message.ts";

export interface TemplateMessage {
  readonly role: string;
  readonly content: string;
}

/**
 * Renders a Jinja chat template.
 *
 * Native uses minja; on Phi-3's template both give the same text.
 * @throws AppError "invalid-config" without a template; "invalid-input" when it cannot render the messages.
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
  if (template === "") {
    throw new AppError(
      "invalid-config",
      message`The tokenizer has no chat template: neither tokenizer_config.json nor chat_template.jinja gives one.`,
    );
  }
  try {
    return new Template(template).render({ ...variables });
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
