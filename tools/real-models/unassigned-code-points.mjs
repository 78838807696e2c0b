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

// Lengths of what is assigned and what is not, in turn, to the base 36.
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

/** Lengths of runs of code points, to the base 36: those that Unicode 13 assigns and those that it does not, in turn. */
export const assignedAndUnassigned =
  "${lengths.map((length) => length.toString(36)).join(" ")}";
`,
);
