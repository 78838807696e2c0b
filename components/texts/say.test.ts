import { expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { deMessages } from "./de/messages/all.ts";
import { sayWith } from "./say.ts";

const say = sayWith(deMessages);
const damaged = message`${"tokenizer.json"} in it is damaged.`;
const error = new AppError(
  "invalid-zip",
  message`${"phi3.zip"} cannot be opened. ${damaged} Make the zip again, or open the unpacked folder instead.`,
);

test("an error is said in the person's language, also what it quotes, and after it crossed a worker's edge", () => {
  const german =
    "phi3.zip lässt sich nicht öffnen. tokenizer.json darin ist beschädigt. Erstellen Sie die Zip-Datei neu, oder öffnen Sie stattdessen den entpackten Ordner.";
  expect([say(error), say(error.toJson()), say(AppError.fromJson(error.toJson()))]).toEqual([
    german,
    german,
    german,
  ]);
  expect(sayWith({})(error)).toBe(error.message);
});

test("words of others, and those that were kept before there were messages, stay as they are", () => {
  const kept = { code: "network", message: "Es war einmal.", details: {}, cause: null } as const;
  expect([say("JSON Error: expected {"), say(kept)]).toEqual(["JSON Error: expected {", "Es war einmal."]);
});
