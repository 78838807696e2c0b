/** A part of an address without its percent signs, or as it stands where it is not encoded: addresses come from anyone. */
export function percentDecoded(text: string): string {
  try {
    return decodeURIComponent(text);
  } catch {
    return text;
  }
}
