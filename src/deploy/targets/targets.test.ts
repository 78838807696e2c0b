import { afterAll, beforeAll, expect, test } from "vitest";
import { english, message } from "#base/message.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import { buildDeployment } from "../deploy-files.ts";
import { DEFAULT_DEPLOY_SETTINGS, type DeployTarget } from "../deploy-settings.ts";
import { settingProblems } from "../settings-problems.ts";
import type { Target } from "./target.ts";
import { targets } from "./targets.ts";

const lambda: Target = {
  name: "Lambda",
  hint: message`A function that answers POST /.`,
  settings: ["endpointName", "timeoutSeconds"],
  endpointNameProblem: (name) => (name === "phi3-endpoint" ? message`The name is taken.` : null),
  files: (_, input) => [{ path: "event.json", text: JSON.stringify(input) }],
  title: "AWS Lambda",
  steps: () => ["    bash deploy.sh"],
  notes: () => [message`It sleeps when nobody asks.`],
  payloadForms: () => ["inputs"],
  endpointUrl: ({ endpointName }) => `https://${endpointName}.example.com/`,
};
const id = "lambda" as DeployTarget;

beforeAll(() => void Object.assign(targets, { lambda }));
afterAll(() => void Reflect.deleteProperty(targets, id));

test("a new target has its files, samples, README, notes and rules", () => {
  const wrapper = defaultWrapper("pyfunc");
  const settings = { ...DEFAULT_DEPLOY_SETTINGS, target: id };
  expect(settingProblems(settings).map(({ field, message: why }) => [field, english(why)])).toEqual([
    ["endpointName", "The name is taken."],
  ]);
  const plan = { settings: { ...settings, endpointName: "mine" }, wrapper, modelBytes: 1 };
  const deployment = buildDeployment(plan);
  expect(deployment.files.map(({ path }) => path)).toEqual(["README.md", "check.py", "event.json"]);
  expect(deployment.files[0]?.text).toMatch(/^# AWS Lambda\n[^]*bash deploy\.sh/);
  expect([...new Set(deployment.samples.map(({ form }) => form))]).toEqual(["inputs"]);
  expect([deployment.endpointUrl, deployment.notes.map(english)]).toEqual([
    "https://mine.example.com/",
    ["It sleeps when nobody asks."],
  ]);
});

test("the list does not compile where a target is missing, or a part of one", () => {
  const { spark, ...others } = targets;
  // @ts-expect-error "spark" is missing.
  const withoutSpark: Readonly<Record<DeployTarget, Target>> = others;
  // @ts-expect-error `steps` is missing.
  const withoutSteps: Target = { ...spark, steps: undefined };
  expect([Object.keys(withoutSpark).includes("spark"), withoutSteps.steps]).toEqual([false, undefined]);
});
