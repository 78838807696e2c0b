/** Texts of another language: the same tree, in which branches may be missing for a while. A list of texts is whole. */
export type Translation<Text> = Text extends string | readonly unknown[] | ((...args: never[]) => string)
  ? Text
  : { readonly [Key in keyof Text]?: Translation<Text[Key]> };

type Tree = Readonly<Record<string, unknown>>;

/** The translation, with the original's texts where it has none. */
export function withFallback<Text>(original: Text, translation: Translation<Text>): Text {
  return merged(original as Tree, translation as Tree) as Text;
}

function merged(original: Tree, translation: Tree): Tree {
  return Object.fromEntries(
    Object.entries(original).map(([key, text]) => {
      const translated = translation[key];
      if (translated === undefined) return [key, text];
      const isBranch = typeof text === "object" && text !== null && !Array.isArray(text);
      return [key, isBranch ? merged(text as Tree, translated as Tree) : translated];
    }),
  );
}
