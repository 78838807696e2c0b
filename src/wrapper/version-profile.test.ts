import { afterAll, beforeAll, expect, test } from "vitest";
import { message } from "#base/message.ts";
import { requirementsTxt } from "#mlflow/environment-files.ts";
import { defaultWrapper } from "./defaults.ts";
import { generateCode } from "./generate-code.ts";
import { readStored } from "#base/read-stored.ts";
import { wrapperSchema } from "./wrapper-schema.ts";
import type { Profile } from "./profiles/profile.ts";
import { isVersionProfile, PROFILES, type VersionProfile } from "./version-profile.ts";

const future: Profile = {
  ...PROFILES.current,
  name: message`Next year`,
  nameArgument: "artifact_path",
  pyfunc: { fromCode: false, requirements: ["onnxruntime-genai"] },
  packages: { mlflow: "4.0.0", "onnxruntime-genai": "1.0.0", cloudpickle: "4.0.0" },
};
const id = "future" as VersionProfile;

beforeAll(() => void Object.assign(PROFILES, { future }));
afterAll(() => void Reflect.deleteProperty(PROFILES, id));

test("a new profile pins its versions, and has its defaults and its code", () => {
  const wrapper = defaultWrapper("pyfunc", id);
  expect(readStored(wrapperSchema, wrapper, "here")).toEqual(wrapper);
  expect(requirementsTxt(wrapper).split("\n")).toEqual([
    "mlflow==4.0.0",
    "cloudpickle==4.0.0",
    "onnxruntime-genai==1.0.0",
  ]);
  expect(generateCode(wrapper)).toContain('artifact_path="phi3');
});

test("a profile that lacks a part does not compile", () => {
  const { packages: _, ...others } = future;
  // @ts-expect-error `packages` is missing.
  const incomplete: Profile = others;
  expect(Object.keys(incomplete)).not.toContain("packages");
});

test("what every object inherits is no profile", () => {
  expect(isVersionProfile("constructor")).toBe(false);
});
