/** The part of the package's small worker that renders chat templates. */
export { AppError } from "#base/errors.ts";
export { renderChatTemplate } from "#tokenizer/chat-template.ts";
