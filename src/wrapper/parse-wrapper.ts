/** The form of a wrapper in the stored form of a document. */
import { jsonOf } from "#base/json-of.ts";
import { type MessageValue, message, within } from "#base/message.ts";
import { boolean, number, record, type StoredJson, string, strings } from "#base/stored-fields.ts";
import { unreadableNotebook } from "#base/unreadable-notebook.ts";
import type { HubReference } from "#bundle/bundle.ts";
import type { CodedModel, Wrapper } from "./wrapper.ts";
import { isVersionProfile, VERSION_PROFILES } from "./version-profile.ts";

/** @throws AppError "invalid-document" */
export function parseWrapper(value: unknown, where: MessageValue): Wrapper {
  const form = record(value, where);
  const { profile } = form;
  if (!isVersionProfile(profile)) {
    const expected = message`one of ${VERSION_PROFILES.join(", ")}`;
    throw unreadableNotebook(expected, jsonOf(form["profile"]), within(where, "profile"));
  }
  const shared = {
    profile,
    name: string(form, "name", where),
    extraPipRequirements: strings(form["extraPipRequirements"], within(where, "extraPipRequirements")),
  } as const;
  if (form["option"] === "transformers") {
    const config = record(form["modelConfig"], within(where, "modelConfig"));
    return {
      option: "transformers",
      ...shared,
      task: "llm/v1/chat",
      modelConfig: {
        maxLength: number(config, "maxLength", where),
        truncation: boolean(config, "truncation", where),
        includePrompt: boolean(config, "includePrompt", where),
      },
      ...(form["reference"] !== undefined && {
        reference: parseReference(record(form["reference"], within(where, "reference")), where),
      }),
    };
  }
  if (form["option"] === "pyfunc") {
    const options = record(form["searchOptions"], within(where, "searchOptions"));
    for (const [name, option] of Object.entries(options)) {
      if (typeof option !== "number" && typeof option !== "boolean") {
        throw unreadableNotebook(
          message`a number or true/false`,
          typeof option,
          within(where, `searchOptions.${name}`),
        );
      }
    }
    return {
      option: "pyfunc",
      ...shared,
      className: string(form, "className", where),
      searchOptions: options as Record<string, number | boolean>,
      artifactsKey: string(form, "artifactsKey", where),
      inputExample: { prompt: string(record(form["inputExample"], where), "prompt", where) },
      ...(form["modelFromCode"] !== undefined && { modelFromCode: boolean(form, "modelFromCode", where) }),
      ...(form["coded"] !== undefined && {
        coded: parseCoded(record(form["coded"], within(where, "coded")), within(where, "coded")),
      }),
    };
  }
  throw unreadableNotebook(
    message`"transformers" or "pyfunc"`,
    jsonOf(form["option"]),
    within(where, "option"),
  );
}

function parseCoded(coded: StoredJson, where: MessageValue): CodedModel {
  const orNull = (of: StoredJson, name: string) => (of[name] === null ? null : string(of, name, where));
  const signature = coded["signature"] === null ? null : record(coded["signature"], where);
  const example = coded["inputExample"] === null ? null : record(coded["inputExample"], where);
  return {
    isGenerated: boolean(coded, "isGenerated", where),
    object: string(coded, "object", where),
    signature: signature && {
      inputs: orNull(signature, "inputs"),
      outputs: orNull(signature, "outputs"),
      params: orNull(signature, "params"),
    },
    isOfTypeHints: boolean(coded, "isOfTypeHints", where),
    inputExample: example && {
      kind: example["kind"] === "frame" ? "frame" : "value",
      data: string(example, "data", where),
      params: orNull(example, "params"),
    },
    modelConfig: orNull(coded, "modelConfig"),
  };
}

function parseReference(reference: StoredJson, where: MessageValue): HubReference {
  return {
    repository: string(reference, "repository", where),
    commit: string(reference, "commit", where),
  };
}
