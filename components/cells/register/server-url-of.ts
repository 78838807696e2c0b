import { parseServerAddress } from "#registry/server-address.ts";

/** The server's address as it is used; null while what is typed is none. */
export function serverUrlOf(typed: string): string | null {
  if (typed.trim() === "") return null;
  try {
    return parseServerAddress(typed);
  } catch {
    return null;
  }
}
