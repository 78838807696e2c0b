import { isRecord, type UnknownRecord } from "#base/record.ts";

/** Texts of another language: the same tree, in which branches can be missing for a while. A list of texts is complete. */
export type Translation<Text> = Text extends string | readonly unknown[] | ((...args: never[]) => string)
  ? Text
  : { readonly [Key in keyof Text]?: Translation<Text[Key]> };

/** The translation, with the original's texts where it has none. */
export function withFallback<Text>(original: Text, translation: Translation<Text>): Text {
  return merged(original as UnknownRecord, translation as UnknownRecord) as Text;
}

function merged(original: UnknownRecord, translation: UnknownRecord): UnknownRecord {
  return Object.fromEntries(
    Object.entries(original).map(([key, text]) => {
      const translated = translation[key];
      if (translated === undefined) return [key, text];
      return [key, isRecord(text) && isRecord(translated) ? merged(text, translated) : translated];
    }),
  );
}
