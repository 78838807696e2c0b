/** What a tokenizer makes of the strings that it is tried on, in short. */
import { createHash } from "node:crypto";
import { tokenizerStrings } from "./tokenizer-strings.mjs";

const TEXTS = 4200;
const SPECIAL_TOKENS = 24;
const HASH_CHARS = 4;

/** The texts for a tokenizer: its own special tokens stand in them. */
export function textsOf(tokenizerJson) {
  const tokens = JSON.parse(tokenizerJson).added_tokens.map(({ content }) => content);
  return tokenizerStrings(tokens.slice(0, SPECIAL_TOKENS), TEXTS);
}

/** Of the tokens of a text, what they are decoded to, and what a stream gives for each. */
export function hashOfResult({ ids, decoded, stream }) {
  const json = JSON.stringify([ids, decoded, stream]);
  return createHash("sha256").update(json).digest("base64url").slice(0, HASH_CHARS);
}
