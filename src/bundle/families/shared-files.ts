/** Configuration and tokenizer files at the top of a transformers repository. */
export function isSharedFile(path: string): boolean {
  return sharedFile.test(path);
}

const sharedFile =
  /^([a-z_]*config\.json|tokenizer[a-z_]*\.json|tokenizer\.model|special_tokens_map\.json|added_tokens\.json|vocab\.json|merges\.txt|chat_template\.(jinja|json)|README\.md|LICENSE[a-zA-Z.]*)$/;

/** Not needed for a model: code that nothing here runs, and pictures. */
export function isBesideTheModel(path: string): boolean {
  return /(\.py|\.png|\.jpe?g|\.gitattributes|\.gitignore)$/i.test(path);
}
