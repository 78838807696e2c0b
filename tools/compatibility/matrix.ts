/** The outcome of every step for every wrapper and profile, and the table that tells it. */
import { PROFILES, type VersionProfile } from "#wrapper/version-profile.ts";

export const STEPS = [
  "load_model",
  "predict",
  "register",
  "pickle disabled",
  "serve",
  "Azure ML /score",
  "Azure ML batch",
  "MLServer",
  "spark_udf",
  "Spark script",
] as const;
export type Step = (typeof STEPS)[number];

export type Outcome =
  | { readonly status: "pass" }
  | { readonly status: "fail" | "not tried"; readonly reason: string };

export interface Row {
  /** Of the wrapper: "1, transformers". */
  readonly name: string;
  readonly profile: VersionProfile;
  readonly versions: Readonly<Record<string, string>>;
  readonly outcomes: Readonly<Record<Step, Outcome>>;
}

/** Markdown: the table, and below it each reason once, with the cells that it is of. */
export function matrixMarkdown(rows: readonly Row[]): string {
  const reasons: string[] = [];
  const cell = (outcome: Outcome): string => {
    if (outcome.status === "pass") return "pass";
    const at = reasons.indexOf(outcome.reason);
    const number = at < 0 ? reasons.push(outcome.reason) : at + 1;
    return `${outcome.status} (${number})`;
  };
  const head = ["wrapper", "profile", ...STEPS];
  const body = rows.map(({ name, profile, outcomes }) => [
    name,
    `${profile}: MLflow ${PROFILES[profile].packages["mlflow"] ?? "?"}`,
    ...STEPS.map((step) => cell(outcomes[step])),
  ]);
  const lines = [head, head.map(() => "---"), ...body].map((cells) => `| ${cells.join(" | ")} |`);
  const ran = new Map(rows.map(({ profile, versions }) => [profile, versions]));
  return [
    [...ran].map(([profile, versions]) => `${profile} ran with ${printVersions(versions)}.`).join("\n"),
    lines.join("\n"),
    ...reasons.map((reason, at) => `${at + 1}. ${oneLine(reason)}`),
  ].join("\n\n");
}

function printVersions(versions: Readonly<Record<string, string>>): string {
  return Object.entries(versions)
    .map(([name, version]) => `${name} ${version}`)
    .join(", ");
}

function oneLine(text: string): string {
  return text
    .replaceAll(/\s+/g, " ")
    .replaceAll("|", String.raw`\|`)
    .trim();
}
