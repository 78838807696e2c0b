import { readStored } from "#base/read-stored.ts";
import { expect, it, test } from "vitest";
import { english } from "#base/message.ts";
import {
  DEFAULT_DEPLOY_SETTINGS,
  DEPLOY_TARGETS,
  type DeploySettings,
  deploySettingsSchema,
} from "./deploy-settings.ts";
import { settingProblems } from "./settings-problems.ts";

function messages(settings: Partial<DeploySettings>): string[] {
  return settingProblems({ ...DEFAULT_DEPLOY_SETTINGS, ...settings }).map(({ message }) => english(message));
}

function accepted(settings: Partial<DeploySettings>): boolean {
  return messages(settings).length === 0;
}

it("the defaults are in order for every target", () => {
  expect(DEPLOY_TARGETS.flatMap((target) => messages({ target }))).toEqual([]);
});

test("names of endpoints and deployments follow Azure ML's rules", () => {
  const names: readonly (readonly [string, boolean])[] = [
    ["phi3-endpoint", true],
    ["abc", true],
    ["ab", false],
    ["a".repeat(32), true],
    ["a".repeat(33), false],
    ["3phi", false],
    ["phi3-", false],
    ["phi--3", false],
    ["phi_3", false],
    ["phi3.endpoint", false],
    ["Phi3", true],
    ["", false],
  ];
  expect(names.map(([endpointName]) => [endpointName, accepted({ endpointName })])).toEqual(names);
  expect(names.map(([deploymentName]) => [deploymentName, accepted({ deploymentName })])).toEqual(names);
  expect(messages({ endpointName: "phi_3" })).toEqual([
    `Azure ML wants an endpoint's name to begin with a letter, and to have 3 to 32 letters, digits and single dashes, the last not a dash; found "phi_3".`,
  ]);
  expect(messages({ endpointName: "a".repeat(40) })[0]).toContain(", which has 40.");
});

test("each platform has its own rules for the same field", () => {
  expect(accepted({ target: "kserve", endpointName: "Phi3" })).toBe(false);
  expect(accepted({ target: "kserve", endpointName: "phi3" })).toBe(true);
  expect(accepted({ target: "databricks", endpointName: "phi_3" })).toBe(true);
  expect(accepted({ target: "databricks", endpointName: "phi 3" })).toBe(false);
  expect(accepted({ target: "docker", endpointName: "never used" })).toBe(true);
});

test("a managed endpoint waits at most three minutes, and says what else there is", () => {
  expect(accepted({ timeoutSeconds: 180 })).toBe(true);
  expect(messages({ timeoutSeconds: 181 })).toEqual([
    "A managed endpoint of Azure ML waits at most 180 seconds; found 181. Enter less and lower max_length in the wrapper, or use a batch endpoint.",
  ]);
  expect(accepted({ target: "docker", timeoutSeconds: 600 })).toBe(true);
  expect(accepted({ target: "docker", timeoutSeconds: 0.5 })).toBe(false);
});

test("sizes, counts, images, addresses, origins and models are checked too", () => {
  const given: readonly (readonly [Partial<DeploySettings>, boolean])[] = [
    [{ instanceType: "Standard_F8s_v2" }, true],
    [{ instanceType: "F8s" }, false],
    [{ instanceType: "Standard_F8s v2" }, false],
    [{ instanceCount: 0 }, false],
    [{ instanceCount: 51 }, false],
    [{ target: "azure-ml-batch", computeName: "cpu cluster" }, false],
    [{ target: "docker", imageName: "Phi3" }, false],
    [{ target: "docker", imageName: "registry.example.com:5000/team/phi3:1.0" }, true],
    [{ target: "docker", imageName: "phi3; rm -rf ." }, false],
    [{ target: "kserve", storageUri: "models/phi3" }, false],
    [{ target: "kserve", storageUri: "s3://bucket/phi3" }, true],
    [{ target: "databricks", registeredModel: "phi3" }, false],
    [{ target: "docker", corsOrigins: "https://example.com, http://localhost:5640" }, true],
    [{ target: "docker", corsOrigins: "*" }, false],
    [{ target: "docker", corsOrigins: "https://example.com/" }, false],
  ];
  expect(given.map(([settings]) => [settings, accepted(settings)])).toEqual(given);
});

test("stored settings are read as strictly as the rest of the document", () => {
  const read = (value: unknown) => readStored(deploySettingsSchema, value, "cell 3");
  const stored: unknown = JSON.parse(JSON.stringify(DEFAULT_DEPLOY_SETTINGS));
  expect(read(stored)).toEqual(DEFAULT_DEPLOY_SETTINGS);
  expect(() => read({ ...DEFAULT_DEPLOY_SETTINGS, instanceCount: "1" })).toThrow(
    "The stored notebook cannot be read: cell 3: instanceCount should be a number; found string.",
  );
  expect(() => read({ ...DEFAULT_DEPLOY_SETTINGS, target: "heroku" })).toThrow(
    'cell 3: target should be one of azure-ml, azure-ml-batch, docker, kserve, databricks, spark; found "heroku".',
  );
});
