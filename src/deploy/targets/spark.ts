import { message } from "#base/message.ts";
import { sparkFiles } from "../spark.ts";
import { localInvocations, type Target } from "./target.ts";

export const spark: Target = {
  name: message`Spark: batch scoring`,
  hint: message`Scores large tables on a cluster.`,
  settings: [],
  files: (plan, input) => [
    ...sparkFiles(plan),
    { path: "questions.jsonl", text: `${JSON.stringify(input)}\n` },
  ],
  title: "Spark, batch scoring",
  steps: () => [
    "    spark-submit batch.py questions.jsonl answers",
    "The model's folder, or the registry that --model names, must be in reach of every executor, and so must the packages of its requirements.txt.",
  ],
  payloadForms: () => [],
  endpointUrl: localInvocations,
};
