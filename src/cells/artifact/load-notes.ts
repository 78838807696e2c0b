import { joined, message, type Message, type Wording } from "#base/message.ts";
import type { BundleReport } from "#bundle/inspect.ts";
import { own } from "#base/own.ts";
import { PROFILES } from "#wrapper/version-profile.ts";
import type { Wrapper } from "#wrapper/wrapper.ts";

/** Packages of onnxruntime-genai, by provider. */
const PACKAGES: Readonly<Record<string, string>> = {
  cuda: "onnxruntime-genai-cuda",
  dml: "onnxruntime-genai-directml",
};

/** Why the artifact does not load where the wrapper's versions, or its requirements, are installed. */
export function loadNotes(wrapper: Wrapper, { loads }: BundleReport): readonly Wording[] {
  if (wrapper.option !== "pyfunc" || wrapper.coded?.logged?.folder === null || loads === undefined) return [];
  const { olderGenai } = PROFILES[wrapper.profile];
  const fault = olderGenai && loads.older[olderGenai];
  return [
    ...(fault === null ? [] : [joined([fault, newerVersion()], " ")]),
    ...(loads.provider === null ? [] : providerNotes(loads.provider, wrapper.extraPipRequirements)),
  ];
}

function newerVersion(): Message {
  return message`In the wrapper cell, choose “${PROFILES.current.name}” under “Written for”.`;
}

function providerNotes(provider: string, requirements: readonly string[]): readonly Message[] {
  const name = own(PACKAGES, provider);
  if (name === undefined)
    return [
      message`genai_config.json asks for the execution provider ${provider}. The model loads only where onnxruntime-genai has it; for any computer, choose a folder for the CPU.`,
    ];
  if (requirements.some((line) => line.toLowerCase().replaceAll("_", "-").startsWith(name))) return [];
  return [
    message`genai_config.json asks for the execution provider ${provider}. The model loads only on a computer that has it, with ${name} instead of onnxruntime-genai: change it in the wrapper's extra pip requirements. For any computer, choose a folder for the CPU.`,
  ];
}
