/** What `mlflow models serve` of the profile "current" answers to requests of /invocations. */
import { forkedMlflowServer } from "../compatibility/servers.ts";
import { keptAnswer } from "./kept-answers.ts";
import type { ServedAnswer } from "./served-answers.ts";
import { serveModel } from "./served-model.ts";

/** @returns an answer for each body; they are kept (kept-answers.ts). */
export async function askServed(model: string, bodies: readonly string[]): Promise<readonly ServedAnswer[]> {
  const { args } = forkedMlflowServer(model);
  const question = { asked: [args(0), bodies], reads: model };
  return JSON.parse(await keptAnswer(question, () => answersTo(model, bodies))) as readonly ServedAnswer[];
}

async function answersTo(model: string, bodies: readonly string[]): Promise<string> {
  const server = await serveModel(forkedMlflowServer(model));
  try {
    const answers: ServedAnswer[] = [];
    for (const body of bodies) {
      const headers = { "Content-Type": "application/json" };
      const response = await fetch(`${server.origin}/invocations`, { method: "POST", headers, body });
      const { status } = response;
      answers.push({ status, type: response.headers.get("content-type"), body: await response.text() });
    }
    return JSON.stringify(answers);
  } finally {
    await server.stop();
  }
}
