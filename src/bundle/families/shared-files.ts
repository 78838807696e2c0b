/** Configuration and tokenizer, at the top of a repository of transformers. */
export function isSharedFile(path: string): boolean {
  return sharedFile.test(path);
}

const sharedFile =
  /^([a-z_]*config\.json|tokenizer[a-z_]*\.json|tokenizer\.model|special_tokens_map\.json|added_tokens\.json|vocab\.json|merges\.txt|chat_template\.(jinja|json)|README\.md|LICENSE[a-zA-Z.]*)$/;

/** Of no use to a model: code that nothing here runs, and pictures. */
export function isBesideTheModel(path: string): boolean {
  return /(\.py|\.png|\.jpe?g|\.gitattributes|\.gitignore)$/i.test(path);
}
