import { execFile } from "node:child_process";
import { spawnSync } from "node:child_process";
import { promisify } from "node:util";
import { answerText } from "#deploy/sample-request.ts";
import { peersPython } from "./setup.mjs";

/** Each language's command; R where the machine has it with httr2. C# is parsed (src/deploy/samples.test.ts): see there. */
export function sampleCommands(): Readonly<Record<string, readonly string[]>> {
  const hasR = spawnSync("Rscript", ["-e", "library(httr2)"], { stdio: "ignore" }).status === 0;
  return {
    mjs: [process.execPath],
    py: [peersPython()],
    sh: ["bash"],
    ...(hasR && { R: ["Rscript"] }),
  };
}

export interface SampleRun {
  readonly status: number;
  readonly stdout: string;
  readonly stderr: string;
}

/** Runs a sample's file as a person would. */
export async function runSample(file: string, env: Readonly<Record<string, string>>): Promise<SampleRun> {
  const [command, ...args] = sampleCommands()[file.split(".").at(-1) ?? ""] ?? [];
  if (command === undefined) throw new Error(`nothing here runs ${file}`);
  try {
    const options = { env: { ...process.env, ...env }, timeout: 60_000 };
    const { stdout, stderr } = await promisify(execFile)(command, [...args, file], options);
    return { status: 0, stdout, stderr };
  } catch (thrown) {
    const { code, stdout, stderr } = thrown as { code: unknown; stdout: string; stderr: string };
    return { status: typeof code === "number" ? code : -1, stdout, stderr };
  }
}

/** What the sample printed as the answer; curl prints the whole response. */
export function printedAnswer(file: string, option: 1 | 2, { stdout }: SampleRun): string | null {
  if (!file.endsWith(".sh")) return stdout.replace(/\r?\n$/, "");
  return answerText(option === 1 ? "messages" : "prompt", JSON.parse(stdout));
}
