import { AppError, wordingOf } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { isRecord } from "#base/record.ts";
import { JinjaError } from "#tokenizer/jinja/jinja-error.ts";
import { renderJinja } from "#tokenizer/jinja/jinja.ts";
import type { ChatMessageJson } from "./chat-completion.ts";

/** What transformers gives a template of them, by their names. */
const SPECIAL_TOKENS = [
  "bos_token",
  "eos_token",
  "unk_token",
  "sep_token",
  "pad_token",
  "cls_token",
  "mask_token",
];

/** `tokenizer.apply_chat_template` of transformers, which makes a prompt of messages. */
export class ChatPrompt {
  readonly #template: unknown;
  readonly #tokens: Readonly<Record<string, string>>;

  /**
   * @param config tokenizer_config.json.
   * @param templateFile chat_template.jinja, which goes before the config's template.
   */
  constructor(config: unknown, templateFile: string | undefined) {
    const members = isRecord(config) ? config : {};
    this.#template = templateFile ?? templateOf(members["chat_template"]);
    this.#tokens = Object.fromEntries(
      SPECIAL_TOKENS.flatMap((name) => {
        const token = tokenOf(members[name]);
        return token === null ? [] : [[name, token]];
      }),
    );
  }

  /**
   * @throws AppError "invalid-config" without a template, "invalid-input" where it does not render these messages, "over-limit"
   * where it takes too much.
   */
  render(messages: readonly ChatMessageJson[]): string {
    if (typeof this.#template !== "string") throw this.#missing();
    try {
      return this.renderAs(messages, { template: null, addGenerationPrompt: true });
    } catch (error) {
      throw new AppError(
        "invalid-input",
        message`The chat template cannot render these messages: ${error instanceof JinjaError ? error.message : wordingOf(error)}`,
        { cause: error },
      );
    }
  }

  /** The tokenizer's own template; null where it has none. */
  get template(): string | null {
    return typeof this.#template === "string" ? this.#template : null;
  }

  /**
   * By `template`, or the tokenizer's own.
   * @throws JinjaError with the class and words of Python's; TemplateLimit where it takes too much.
   */
  renderAs(
    messages: readonly unknown[],
    {
      template,
      addGenerationPrompt,
    }: { readonly template: string | null; readonly addGenerationPrompt: boolean },
  ): string {
    const variables = { messages, tools: null, documents: null, add_generation_prompt: addGenerationPrompt };
    return renderJinja(template ?? this.template ?? "", { ...variables, ...this.#tokens });
  }

  #missing(): AppError {
    return new AppError(
      "invalid-config",
      this.#template === undefined
        ? message`The tokenizer has no chat template: neither tokenizer_config.json nor chat_template.jinja gives one.`
        : message`The chat template in tokenizer_config.json has to be text, or a list with a template called "default".`,
    );
  }
}

/** If there are several, the one that is called "default". */
function templateOf(template: unknown): unknown {
  if (!Array.isArray(template)) return template ?? undefined;
  const named: unknown = template.find((each) => isRecord(each) && each["name"] === "default");
  return isRecord(named) ? named["template"] : null;
}

function tokenOf(token: unknown): string | null {
  if (isRecord(token)) return tokenOf(token["content"]);
  return typeof token === "string" && token !== "" ? token : null;
}
