import { expect, it } from "vitest";
import { percentDecoded } from "./percent-decoded.ts";

it.each([
  ["Phi%203/%C3%A9", "Phi 3/é"],
  ["50% off", "50% off"],
  ["%zz", "%zz"],
  ["%E0%A4%A", "%E0%A4%A"],
])("%j is read as %j", (text, read) => expect(percentDecoded(text)).toBe(read));
