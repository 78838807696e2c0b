/** The part of the package's small worker that renders chat templates. */
export { WordedError } from "#base/errors.ts";
export { renderMinja } from "#tokenizer/minja/minja.ts";
