/** What it takes to add one: a kind of cell, a runtime, a family, a target, a language, a profile. Each is planted whole, and each unfinished. */

/** A new file, or a line after the only place in the file where `after` stands. */
interface Planting {
  readonly file: string;
  readonly after?: string;
  readonly code: string;
}

export interface Addition {
  readonly plantings: readonly Planting[];
  /** Lists one that lacks its parts. */
  readonly unfinished: readonly Planting[];
  /** Where the type check asks for the parts. */
  readonly asksIn: readonly string[];
}

const cell = (name: string) => `import { object } from "valibot";
import { message } from "#base/message.ts";
import type { CellBase } from "../cell-base.ts";
import type { CellKind } from "../cell-kind.ts";

export interface ${name}Cell extends CellBase { readonly type: "${name}" }
export interface ${name}Output { readonly type: "${name}" }
export const ${name}Kind: CellKind<${name}Cell, ${name}Output> = {
  type: "${name}", title: message\`Planted\`, hint: message\`A planted kind\`, create: () => ({}), stored: object({}),
  runs: "with others", needs: { cell: message\`The planted cell\`, above: [] },
};
`;
const listedKind = (name: string): readonly Planting[] => [
  { file: `src/cells/${name}/${name}-cell.ts`, code: cell(name) },
  {
    file: "src/cells/kinds.ts",
    after: 'import { artifactKind } from "./artifact/artifact-cell.ts";\n',
    code: `import { ${name}Kind } from "./${name}/${name}-cell.ts";\n`,
  },
  { file: "src/cells/kinds.ts", after: "  markdownKind,\n", code: `  ${name}Kind,\n` },
];

export const ADDITIONS: Readonly<Record<string, Addition>> = {
  "a kind of cell": {
    plantings: [
      ...listedKind("planted"),
      {
        file: "src/cells/planted/planted-behaviour.ts",
        code: `import { literal, object } from "valibot";
import type { TypedBehaviour } from "../cell-behaviour.ts";
import type { plantedCell, plantedOutput } from "./planted-cell.ts";

export const plantedBehaviour: TypedBehaviour<plantedCell, plantedOutput> = {
  run: async () => ({ type: "planted" }), python: () => "", outputs: () => [], kept: object({ type: literal("planted") }),
};
`,
      },
      {
        file: "src/cells/behaviours.ts",
        after: "  markdown: markdownBehaviour,\n",
        code: "  planted: plantedBehaviour,\n",
      },
      {
        file: "src/cells/behaviours.ts",
        after: 'import { markdownBehaviour } from "./markdown/markdown-behaviour.ts";\n',
        code: 'import { plantedBehaviour } from "./planted/planted-behaviour.ts";\n',
      },
      {
        file: "components/cells/planted/planted-cell.tsx",
        code: "export function PlantedCell() {\n  return <p>Planted</p>;\n}\n",
      },
      {
        file: "components/cells/views.ts",
        after: "  markdown: { icon: FileText, view: MarkdownCellView },\n",
        code: "  planted: { icon: FileText, view: PlantedCell },\n",
      },
      {
        file: "components/cells/views.ts",
        after: 'import { MarkdownCellView } from "./markdown/markdown-cell.tsx";\n',
        code: 'import { PlantedCell } from "./planted/planted-cell.tsx";\n',
      },
    ],
    unfinished: listedKind("unfinished"),
    asksIn: ["components/cells/views.ts", "src/cells/behaviours.ts"],
  },
  "a runtime": {
    plantings: [
      {
        file: "src/inference/runtimes.ts",
        after: "export const RUNTIMES = {\n",
        code: '  planted: { name: "planted", hint: message`Planted.` },\n',
      },
      {
        file: "workers/inference/loaders.ts",
        after: "  const runtimes = { ",
        code: "planted: ortWebRuntime, ",
      },
      {
        file: "workers/library/kernel-only.ts",
        after: "      int4: int4Runtime(host),\n",
        code: '      planted: { whyFirst: "", load: elsewhere },\n',
      },
    ],
    unfinished: [
      {
        file: "src/inference/runtimes.ts",
        after: "export const RUNTIMES = {\n",
        code: '  unfinished: { name: "unfinished", hint: message`Planted.` },\n',
      },
    ],
    asksIn: ["workers/inference/loaders.ts", "workers/library/kernel-only.ts"],
  },
  "a family": {
    plantings: [
      {
        file: "src/bundle/families/planted.ts",
        code: 'import type { PublicModel } from "./family.ts";\nimport { phi4Mini } from "./phi4-mini.ts";\n\nexport const planted: PublicModel = { ...phi4Mini, name: "Planted" };\n',
      },
      {
        file: "src/bundle/families/families.ts",
        after: 'import { phi4Mini } from "./phi4-mini.ts";\n',
        code: 'import { planted } from "./planted.ts";\n',
      },
      { file: "src/bundle/families/families.ts", after: "  phi4Mini,\n", code: "  planted,\n" },
    ],
    unfinished: [
      {
        file: "src/bundle/families/families.ts",
        after: "  phi4Mini,\n",
        code: '  { kind: "model", name: "Unfinished" },\n',
      },
    ],
    asksIn: ["src/bundle/families/families.ts"],
  },
  "a deployment target": {
    plantings: [
      {
        file: "src/deploy/targets/planted.ts",
        code: 'import { docker } from "./docker.ts";\nimport type { Target } from "./target.ts";\n\nexport const planted: Target = { ...docker, name: "Planted" };\n',
      },
      { file: "src/deploy/deploy-settings.ts", after: '  "azure-ml-batch",\n', code: '  "planted",\n' },
      {
        file: "src/deploy/targets/targets.ts",
        after: 'import { kserve } from "./kserve.ts";\n',
        code: 'import { planted } from "./planted.ts";\n',
      },
      { file: "src/deploy/targets/targets.ts", after: "  kserve,\n", code: "  planted,\n" },
    ],
    unfinished: [
      { file: "src/deploy/deploy-settings.ts", after: '  "azure-ml-batch",\n', code: '  "unfinished",\n' },
    ],
    asksIn: ["src/deploy/targets/targets.ts"],
  },
  "a language": {
    plantings: [
      {
        file: "components/texts/planted/planted.ts",
        code: 'import type { Translations } from "../all-texts.ts";\n\nexport const planted: Translations = { texts: { app: { loading: "Planted" } }, messages: {} };\n',
      },
      {
        file: "components/texts/languages.ts",
        after: "export const LANGUAGES = {\n",
        code: '  planted: { name: "Planted", load: async () => (await import("./planted/planted.ts")).planted },\n',
      },
    ],
    unfinished: [
      {
        file: "components/texts/unfinished/unfinished.ts",
        code: 'import type { Translations } from "../all-texts.ts";\n\nexport const unfinished: Translations = { texts: {} };\n',
      },
      {
        file: "components/texts/languages.ts",
        after: "export const LANGUAGES = {\n",
        code: '  unfinished: { name: "Unfinished", load: async () => (await import("./unfinished/unfinished.ts")).unfinished },\n',
      },
    ],
    asksIn: ["components/texts/unfinished/unfinished.ts"],
  },
  "a profile": {
    plantings: [
      {
        file: "src/wrapper/profiles/planted.ts",
        code: 'import { current } from "./current.ts";\nimport type { Profile } from "./profile.ts";\n\nexport const planted: Profile = { ...current, python: "3.14.0" };\n',
      },
      {
        file: "src/wrapper/version-profile.ts",
        after: 'import { mid2025 } from "./profiles/mid-2025.ts";\n',
        code: 'import { planted } from "./profiles/planted.ts";\n',
      },
      { file: "src/wrapper/version-profile.ts", after: "  current,\n", code: "  planted,\n" },
    ],
    unfinished: [
      {
        file: "src/wrapper/profiles/unfinished.ts",
        code: 'import { current } from "./current.ts";\nimport type { Profile } from "./profile.ts";\n\nconst { packages: _, ...rest } = current;\nexport const unfinished: Profile = rest;\n',
      },
      {
        file: "src/wrapper/version-profile.ts",
        after: 'import { mid2025 } from "./profiles/mid-2025.ts";\n',
        code: 'import { unfinished } from "./profiles/unfinished.ts";\n',
      },
      { file: "src/wrapper/version-profile.ts", after: "  current,\n", code: "  unfinished,\n" },
    ],
    asksIn: ["src/wrapper/profiles/unfinished.ts"],
  },
};
