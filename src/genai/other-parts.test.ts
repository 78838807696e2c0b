import { expect, test } from "vitest";
import { AppError } from "#base/errors.ts";
import { overlayConfig, parseGenaiConfig } from "./config.ts";
import { otherParts } from "./other-parts.ts";
import { readCases } from "./testing/native-fixtures.ts";

interface PlaceJson {
  /** Names with dots between them; "[]" stands for an object in an array. */
  readonly place: string;
  /** The kinds of values that native takes, by name. */
  readonly names: Readonly<Record<string, readonly string[]>>;
  /** For all other names. */
  readonly others: readonly string[];
}

const values = {
  text: "x",
  integer: 2,
  one: 1,
  zero: 0,
  negative: -1,
  fraction: 0.5,
  "more than int32": 3e9,
  bool: true,
  null: null,
  object: {},
  array: [],
};

const minimal = { model: { type: "phi3", context_length: 4096, vocab_size: 32064 } };
const config = parseGenaiConfig(JSON.stringify(minimal));

function isTaken(place: string, name: string, value: unknown): boolean {
  let content: unknown = { [name]: value };
  for (const at of place.split(".").toReversed()) {
    if (at !== "") content = at === "[]" ? [content] : { [at]: content };
  }
  try {
    overlayConfig(config, JSON.stringify(content), otherParts);
    return true;
  } catch (error) {
    return AppError.from(error).code !== "invalid-config";
  }
}

const places = await readCases<PlaceJson>("config-names.json");

test.each(places.map((place, index) => ({ ...place, before: places.at(index - 1)! })))(
  "native's names and values, and no others, are taken in $place",
  ({ place, names, others, before }) => {
    const found = Object.keys(names).map((name) => {
      const taken = Object.entries(values).filter(([, value]) => isTaken(place, name, value));
      return [name, taken.map(([kind]) => kind)];
    });
    expect(Object.fromEntries(found)).toEqual(names);
    const unlisted = ["unheard_of", ...Object.keys(before.names)].filter((name) => !(name in names));
    const taken = unlisted.filter((name) => isTaken(place, name, "x"));
    expect(taken).toEqual(others.includes("text") ? unlisted : []);
  },
);

test.each([
  ["encoder", { filename: "/e.onnx" }, "model.encoder.filename: Config path must be a relative path"],
  ["vision", { config_filename: "../v.json" }, "model.vision.config_filename: Config path must not contain"],
  [
    "speech",
    { adapter_filename: "a/../../b" },
    "model.speech.adapter_filename: Config path must not contain",
  ],
])("a path out of the folder in %s is refused as natively", (name, part, message) => {
  const text = JSON.stringify({ model: { ...minimal.model, [name]: part } });
  expect(() => parseGenaiConfig(text, otherParts)).toThrow(
    expect.objectContaining({ code: "unsafe-path", message: expect.stringContaining(message) }),
  );
  expect(() => parseGenaiConfig(text)).not.toThrow();
});
