import { parseJson } from "#base/parse-json.ts";
import { isRecord } from "#base/record.ts";

/** What a chat completion or a response of the Responses API says; null for other JSON. */
export function textInJson(json: string): string | null {
  const value: unknown = parseJson(json);
  if (!isRecord(value)) return null;
  const [choice] = list(value["choices"]);
  const message = isRecord(choice) ? choice["message"] : undefined;
  if (isRecord(message)) return typeof message["content"] === "string" ? message["content"] : "";
  const parts = list(value["output"]).flatMap((item) => (isRecord(item) ? list(item["content"]) : []));
  const texts = parts.flatMap((part) =>
    isRecord(part) && typeof part["text"] === "string" ? [part["text"]] : [],
  );
  return texts.length === 0 ? null : texts.join("");
}

function list(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}
