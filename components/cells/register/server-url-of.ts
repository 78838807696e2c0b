import { parseServerAddress } from "#registry/server-address.ts";

/** The server's normalised address; null if the typed text is not an address. */
export function serverUrlOf(typed: string): string | null {
  if (typed.trim() === "") return null;
  try {
    return parseServerAddress(typed);
  } catch {
    return null;
  }
}
