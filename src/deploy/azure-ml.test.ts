import { readFileSync } from "node:fs";
import { expect, it } from "vitest";
import type { DeployFile } from "./deployment.ts";
import { azureMlFiles } from "./testing/azure-ml-files.ts";

interface Recorded {
  readonly name: string;
  readonly files: readonly DeployFile[];
  readonly yaml: Entities;
  readonly sdk: Entities;
}

interface Entities {
  readonly model: object;
  readonly endpoint: object;
  readonly deployment: Record<string, unknown>;
}

const fixture = new URL("../../tools/peers/fixtures/deploy/azure-ml.json", import.meta.url);
const { cases } = JSON.parse(readFileSync(fixture, "utf8")) as { cases: readonly Recorded[] };

it("the files are those that real azure-ai-ml loaded and ran", () => {
  // After a change: node tools/peers/record_azure_ml.mjs
  expect(azureMlFiles()).toEqual(cases.map(({ name, files }) => ({ name, files })));
});

for (const { name, yaml, sdk } of cases) {
  it(`azure-ai-ml makes the same of the YAML and of the Python: ${name}`, () => {
    expect(sdk).toEqual(yaml);
  });
}

it("the defaults fit a language model on a CPU, as azure-ai-ml reads them", () => {
  const probe = { period: 10, timeout: 10, failure_threshold: 30 };
  const read = cases.slice(0, 4).map(({ yaml }) => {
    const { request_settings, liveness_probe, instance_type, instance_count } = yaml.deployment;
    return { request_settings, liveness_probe, instance_type, instance_count };
  });
  expect(read).toEqual([
    {
      request_settings: { request_timeout_ms: 120_000, max_concurrent_requests_per_instance: 1 },
      liveness_probe: { ...probe, initial_delay: 60 },
      instance_type: "Standard_F4s_v2",
      instance_count: 1,
    },
    {
      request_settings: { request_timeout_ms: 120_000, max_concurrent_requests_per_instance: 1 },
      liveness_probe: { ...probe, initial_delay: 60 },
      instance_type: "Standard_F4s_v2",
      instance_count: 1,
    },
    {
      request_settings: { request_timeout_ms: 180_000, max_concurrent_requests_per_instance: 1 },
      liveness_probe: { ...probe, initial_delay: 60 },
      instance_type: "Standard_E8s_v3",
      instance_count: 2,
    },
    {
      request_settings: { request_timeout_ms: 120_000, max_concurrent_requests_per_instance: 1 },
      liveness_probe: { ...probe, initial_delay: 76 },
      instance_type: "Standard_F16s_v2",
      instance_count: 1,
    },
  ]);
});
