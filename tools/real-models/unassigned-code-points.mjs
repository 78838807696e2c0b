/**
 * Writes src/tokenizer/unassigned-code-points.ts: what Unicode 13, whose categories native's tokenizer has, leaves unassigned.
 *
 *     node tools/real-models/unassigned-code-points.mjs
 */
import { writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { npmFiles } from "./npm-files.mjs";

const [module] = npmFiles(
  {
    package: "@unicode/unicode-13.0.0@2.0.7",
    integrity:
      "sha512-Np9nWryqXTX9SjYCBr3SlFIu9zbPRXVqhdY5YQWP3ub2QGAUO8irYP0hWROwWO5AAsCAPsCHImezNHEblhrRgA==",
    files: ["General_Category/Unassigned/regex.mjs"],
  },
  tmpdir(),
);
const source = /export default \/(.*)\/;?\s*$/s.exec(module)[1];
const unassigned = new RegExp(`^(?:${source})$`);

// Lengths of what is assigned and what is not, in turn.
const lengths = [0];
let wasUnassigned = false;
for (let code = 0; code <= 0x10ffff; code++) {
  const isUnassigned = unassigned.test(String.fromCodePoint(code));
  if (isUnassigned !== wasUnassigned) lengths.push(0);
  lengths[lengths.length - 1]++;
  wasUnassigned = isUnassigned;
}
writeFileSync(
  new URL("../../src/tokenizer/unassigned-code-points.ts", import.meta.url),
  `// Made by tools/real-models/unassigned-code-points.mjs.

/**
 * Lengths of runs of code points: assigned in Unicode 13 and unassigned, in turn. A length is a number to the base 26 whose digits are
 * the letters from A to Z, the last one in lower case.
 */
export const assignedAndUnassigned =
  "${lengths.map(lettersOf).join("")}";
`,
);

function lettersOf(length) {
  const letter = (first, digit) => String.fromCharCode(first.charCodeAt(0) + digit);
  let letters = letter("a", length % 26);
  for (let rest = Math.floor(length / 26); rest > 0; rest = Math.floor(rest / 26))
    letters = letter("A", rest % 26) + letters;
  return letters;
}
