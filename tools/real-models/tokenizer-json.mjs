/** Writing the files of tokenizers as Hugging Face's libraries write them. */

/**
 * tokenizer.json of a byte-pair encoding, with an indent of two spaces and no line end at its end.
 * @param vocab pairs of a piece and its id. An object would move pieces of digits to its front.
 */
export function tokenizerJson(tokenizer, vocab) {
  const lines = vocab.map(([piece, id]) => `      ${JSON.stringify(piece)}: ${id}`);
  const json = JSON.stringify({ ...tokenizer, model: { ...tokenizer.model, vocab: {} } }, undefined, 2);
  return json.replace('"vocab": {}', () => `"vocab": {\n${lines.join(",\n")}\n    }`);
}

/** vocab.json as the tokenizers library writes it: in one line. */
export function vocabJson(vocab) {
  return `{${vocab.map(([piece, id]) => `${JSON.stringify(piece)}:${id}`).join(",")}}`;
}

/** Any other JSON file, with a line end at its end. */
export function smallJson(value) {
  return `${JSON.stringify(value, undefined, 2)}\n`;
}

export function withCrlf(text) {
  return text.replaceAll("\n", "\r\n");
}

/** An entry of tokenizer.json's added_tokens. */
export function addedToken(id, content, { rstrip = false, special = true } = {}) {
  return { id, content, single_word: false, lstrip: false, rstrip, normalized: false, special };
}

/** tokenizer_config.json's added_tokens_decoder. */
export function addedTokensDecoder(tokens) {
  return Object.fromEntries(
    tokens.map(({ id, content, lstrip, normalized, rstrip, single_word, special }) => [
      id,
      { content, lstrip, normalized, rstrip, single_word, special },
    ]),
  );
}

/** An entry of special_tokens_map.json. */
export function specialToken(content) {
  return { content, lstrip: false, normalized: false, rstrip: false, single_word: false };
}
