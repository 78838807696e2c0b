/** Replaces genai/beams.ts in the package's small worker. */
import type * as beams from "#genai/beams.ts";
import { loadPart } from "./parts.ts";

export const openBeams: typeof beams.openBeams = async (...asked) =>
  (await loadPart("beams")).openBeams(...asked);
