/** Readers of genai_config.json's objects and arrays. */
import { own } from "#base/own.ts";
import { type JsonElement, type JsonScalar, kindOf, TypeMismatch, UnknownValue } from "./json-reader.ts";
import { toBool, toInt32, toNumber } from "./search-options.ts";

export type SetValue = (value: JsonScalar, name: string) => void;

export interface ElementFields {
  readonly values?: Readonly<Record<string, SetValue>>;
  /** Accepts the values that `values` does not name. */
  readonly otherValues?: SetValue;
  readonly objects?: Readonly<Record<string, () => JsonElement>>;
  /** Accepts the objects that `objects` does not name. */
  readonly otherObjects?: () => JsonElement;
  readonly arrays?: Readonly<Record<string, () => JsonElement>>;
}

/** An object in which only the given names are known. */
export function element({
  values = {},
  otherValues,
  objects = {},
  otherObjects,
  arrays = {},
}: ElementFields): JsonElement {
  return {
    onValue(name, value) {
      const set = own(values, name) ?? otherValues;
      if (set === undefined) throw new UnknownValue();
      set(value, name);
    },
    onObject: (name) => child(objects, name, otherObjects),
    onArray: (name) => child(arrays, name),
  };
}

function child(
  children: Readonly<Record<string, () => JsonElement>>,
  name: string,
  other?: () => JsonElement,
): JsonElement {
  const make = own(children, name) ?? other;
  if (make === undefined) throw new UnknownValue();
  return make();
}

export const int =
  (set: (value: number) => void): SetValue =>
  (value, name) =>
    set(toInt32(value, name));

export const string =
  (set: (value: string) => void): SetValue =>
  (value) => {
    if (typeof value !== "string") throw new TypeMismatch("string", kindOf(value));
    set(value);
  };

export const ignoredInt = int(() => {});
export const ignoredFloat: SetValue = (value) => void toNumber(value);
export const ignoredString = string(() => {});
export const ignoredBool: SetValue = (value) => void toBool(value);

/** @param names separated by spaces. */
export function allOf(names: string, read: SetValue): Record<string, SetValue> {
  return Object.fromEntries(names.split(" ").map((name) => [name, read]));
}

/** A part of the file that nothing here uses. */
export const ignored: JsonElement = { onValue() {}, onObject: () => ignored, onArray: () => ignored };
