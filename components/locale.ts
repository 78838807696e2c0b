let locale = "en";

/** The locale of numbers and dates: the language of the interface, which `loadLanguage` sets. */
export function currentLocale(): string {
  return locale;
}

export function setLocale(next: string): void {
  locale = next;
}
