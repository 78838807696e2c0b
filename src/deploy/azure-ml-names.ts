import { message, type Message } from "#base/message.ts";
import { quoted } from "./quoted.ts";

/** azure-ai-ml, constants/_endpoint.py, EndpointConfigurations; the table of quotas forbids double dashes. */
const AZURE_NAME = /^[a-zA-Z](-?[a-zA-Z0-9])*$/;
const AZURE_NAME_LENGTH = { least: 3, most: 32 } as const;

export function azureNameProblem(what: "endpoint" | "deployment", name: string): Message | null {
  const { least, most } = AZURE_NAME_LENGTH;
  if (AZURE_NAME.test(name) && name.length >= least && name.length <= most) return null;
  const found = name.length > most ? message`${quoted(name)}, which has ${name.length}` : quoted(name);
  return what === "endpoint"
    ? message`Azure ML wants an endpoint's name to begin with a letter, and to have ${least} to ${most} letters, digits and single dashes, the last not a dash; found ${found}.`
    : message`Azure ML wants a deployment's name to begin with a letter, and to have ${least} to ${most} letters, digits and single dashes, the last not a dash; found ${found}.`;
}
