import { parseItems, parseMessages, parsePrompt, type TypedMessage } from "#cells/inference/typed-input.ts";

/** What a cell asked its model, for people to read. */
export type Asked =
  | { readonly kind: "turns"; readonly turns: readonly TypedMessage[] }
  | { readonly kind: "text"; readonly text: string }
  /** A request that is neither, as JSON over several lines. */
  | { readonly kind: "json"; readonly text: string };

/**
 * @param input the request, as JSON.
 * @param readPrompt the turns of a prompt with the marks of the model's chat template; null for any other text.
 */
export function askedOf(
  input: string,
  readPrompt: (prompt: string) => readonly TypedMessage[] | null,
): Asked {
  for (const typed of [parseMessages(input), parseItems(input)])
    if (typed.kind === "shown") return { kind: "turns", turns: typed.value };
  const typed = parsePrompt(input);
  if (typed.kind === "malformed") return { kind: "text", text: input };
  if (typed.kind === "other") return { kind: "json", text: JSON.stringify(JSON.parse(input), null, 2) };
  const turns = readPrompt(typed.value);
  return turns === null ? { kind: "text", text: typed.value } : { kind: "turns", turns };
}
