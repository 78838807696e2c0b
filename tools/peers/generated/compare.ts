/** Compares the page's answers to generated cases with those of each profile's real MLflow. */
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { fileURLToPath } from "node:url";
import type { VersionProfile } from "#wrapper/version-profile.ts";
import { askPython } from "../kept-answers.ts";
import type { Case } from "./generate.ts";
import { type Answer, pageAnswer } from "./page-answer.ts";

const SCRIPT = fileURLToPath(new URL("../generated_schemas.py", import.meta.url));

export interface Compared {
  readonly case: Case;
  readonly page: Answer;
  readonly mlflow: Answer;
}

/** Cases whose types the profile's MLflow has not are left out. */
export async function compare(cases: readonly Case[], profile: VersionProfile): Promise<readonly Compared[]> {
  const folder = await mkdtemp(path.join(tmpdir(), "generated-"));
  try {
    const file = path.join(folder, "cases.jsonl");
    await writeFile(file, cases.map((each) => `${JSON.stringify(each)}\n`).join(""));
    const lines = (await askPython([SCRIPT, file], { environment: profile, reads: folder }))
      .trim()
      .split("\n");
    const answers = lines.map((line) => JSON.parse(line) as Answer);
    if (answers.length !== cases.length)
      throw new Error(`MLflow answered ${answers.length} of ${cases.length} cases.`);
    const compared: Compared[] = [];
    for (const [at, mlflow] of answers.entries()) {
      const each = cases[at];
      if (each === undefined || "lacks" in mlflow) continue;
      compared.push({
        case: each,
        page: comparable(await pageAnswer(each, profile), isInOtherWords(each, profile)),
        mlflow: comparable(mlflow, isInOtherWords(each, profile)),
      });
    }
    return compared;
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** The local endpoint refuses what MLflow 2.14's server refuses, in the words of today's. */
function isInOtherWords({ kind }: Case, profile: VersionProfile): boolean {
  return kind === "request" && profile === "mid-2024";
}

/** Without the order of Python's sets, and without the data that MLflow shows as pandas or numpy print it. */
function comparable(answer: Answer, isInOtherWords = false): Answer {
  const { error, warnings, ...rest } = answer as {
    error?: { type: string; message: string; status?: number };
    warnings?: readonly string[];
  };
  return {
    ...rest,
    ...(warnings !== undefined && { warnings: warnings.map(inOrder) }),
    ...(error !== undefined && {
      error: {
        // A client does not see the class.
        ...(error.status === undefined ? { type: error.type } : { status: error.status }),
        ...(!isInOtherWords && { message: inOrder(reasonOf(error.message)) }),
      },
    }),
  };
}

/** What stands behind the data. */
function reasonOf(message: string): string {
  return message
    .replace(/^Failed to predict data '.*'\. \nError: /s, "")
    .replace(/^Failed to enforce schema of data '.*' with schema '.*'\. Error: /s, "Enforced: ");
}

function inOrder(text: string): string {
  return text
    .replace(/(?<=^Invalid parameters found: \{).*(?=\}$)/s, (pairs) =>
      pairs
        .split(/(?<=\)), /)
        .toSorted()
        .join(),
    )
    .replaceAll(
      /[[{](['"][^[\]{}]*['"])[\]}]/g,
      (_, names: string) => `<${names.split(", ").toSorted().join()}>`,
    );
}
