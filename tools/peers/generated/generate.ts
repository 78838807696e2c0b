/** Seeded random cases for MLflow's signatures: examples to infer from, inputs, params and requests to enforce. */
import { Random } from "../../fuzz/random.ts";

/** JSON, with the tags of tools/peers/fixture.py for what JSON has not. */
export type Tagged =
  | null
  | boolean
  | number
  | string
  | readonly Tagged[]
  | { readonly [key: string]: Tagged };
type TypeJson = { readonly [key: string]: Tagged };

export type Case =
  | { readonly kind: "infer"; readonly input: Tagged; readonly output: Tagged; readonly params: Tagged }
  | { readonly kind: "enforce"; readonly schema: readonly TypeJson[]; readonly data: Tagged }
  | { readonly kind: "params"; readonly schema: readonly TypeJson[]; readonly params: Tagged }
  | {
      readonly kind: "request";
      readonly schema: readonly TypeJson[];
      readonly params: readonly TypeJson[];
      readonly contentType: string;
      readonly body: string;
    };
export type CaseKind = Case["kind"];
export const CASE_KINDS: readonly CaseKind[] = ["infer", "enforce", "params", "request"];

const INTS = [0, 1, 2, -1, 7, 255, 2 ** 31, -(2 ** 31) - 1, 2 ** 52].map((value): Tagged => value);
const LONG_INTS = ["9007199254740993", "9223372036854775807", "9223372036854775808", "18446744073709551616"];
const FLOATS: readonly Tagged[] = [
  0.5,
  -1.25,
  1e-7,
  { $float: "1e+300" },
  { $float: "2.0" },
  { $float: "-0.0" },
];
const SPECIAL_FLOATS = ["NaN", "Infinity", "-Infinity"].map((name): Tagged => ({ $number: name }));
const TEXTS = [
  "",
  "a",
  "Hi",
  "it's",
  'say "hi"',
  "ü",
  "日本",
  "😀",
  "line\nbreak",
  "\\",
  "1",
  "1.5",
  "true",
  "None",
  "nan",
  "2024-01-02",
];
const BYTES: readonly Tagged[] = [{ $bytes: "" }, { $bytes: "abc" }];
const KEYS = ["a", "b", "c", "ü", "two words", "constructor", "it's", "10"];
/** JSON.parse puts keys that are whole numbers first. */
const SERVED_KEYS = KEYS.filter((key) => key !== "10");
/** Of columns: the page has no dates, docs/compatibility.md. */
const SCALARS = ["boolean", "integer", "long", "float", "double", "string", "binary"] as const;
/** Of what the local endpoint serves: it has no narrow numbers either, and reads no base64. */
const SERVED_SCALARS = ["boolean", "long", "double", "string"] as const;
const PARAM_SCALARS = ["boolean", "integer", "long", "float", "double", "string", "datetime"] as const;
const DATES = ["2024-01-02", "2024-01-02T03:04:05", "2024-02-30", "2024-01", "2024-01-02 03:04:05.5"];

/** Makes cases of one kind after the other, from one seed. */
export class Generator {
  readonly #random: Random;
  #scalars: readonly string[] = SCALARS;
  #names: readonly string[] = KEYS;

  constructor(seed: number) {
    this.#random = new Random(seed);
  }

  next(kind: CaseKind): Case {
    this.#scalars = kind === "request" ? SERVED_SCALARS : SCALARS;
    this.#names = kind === "request" ? SERVED_KEYS : KEYS;
    switch (kind) {
      case "infer":
        return {
          kind,
          input: this.#example(),
          output: this.#chance(3) ? this.#example() : null,
          params: this.#chance(3) ? this.#paramValues() : null,
        };
      case "enforce": {
        const schema = this.#schema();
        return { kind, schema, data: this.#input(schema) };
      }
      case "params": {
        const schema = this.#paramSchema(1 + this.#random.below(4));
        return { kind, schema, params: this.#paramsFor(schema) };
      }
      case "request":
        return this.#request();
    }
  }

  /** True once in `times`. */
  #chance(times: number): boolean {
    return this.#random.below(times) === 0;
  }

  #many<Item>(most: number, make: () => Item): Item[] {
    return Array.from({ length: this.#random.below(most + 1) }, make);
  }

  #keys(most: number): readonly string[] {
    return [...new Set(this.#many(most, () => this.#random.of(this.#names)))];
  }

  #example(): Tagged {
    switch (this.#random.below(8)) {
      case 0:
        return this.#scalar();
      case 1:
        return this.#list(2);
      case 2:
      case 3: {
        const names = this.#keys(3);
        return Array.from({ length: 1 + this.#random.below(3) }, () =>
          dict(names.filter(() => !this.#chance(6)).map((name) => [name, this.#value(2)])),
        );
      }
      default:
        return dict(this.#keys(4).map((name) => [name, this.#value(3)]));
    }
  }

  #value(depth: number): Tagged {
    if (depth === 0) return this.#scalar();
    switch (this.#random.below(6)) {
      case 0:
      case 1:
        return this.#list(depth);
      case 2:
        return dict(this.#keys(3).map((name) => [name, this.#value(depth - 1)]));
      default:
        return this.#scalar();
    }
  }

  /** Mostly of one kind of item. */
  #list(depth: number): Tagged {
    if (this.#chance(5)) return this.#many(3, () => this.#value(depth - 1));
    if (this.#chance(2)) {
      const type = this.#type(depth - 1);
      return this.#many(3, () => (this.#chance(8) ? null : this.#valueOf(type)));
    }
    const kind = this.#random.below(5);
    return this.#many(4, () => (this.#chance(8) ? null : this.#scalarOf(kind)));
  }

  #scalar(): Tagged {
    return this.#scalarOf(this.#random.below(8));
  }

  #scalarOf(kind: number): Tagged {
    switch (kind) {
      case 0:
        return this.#chance(2);
      case 1:
        return this.#random.of(INTS);
      case 2:
        return this.#random.of(FLOATS);
      case 3:
      case 4:
        return this.#random.of(TEXTS);
      case 5:
        return this.#chance(3) ? this.#random.of(BYTES) : null;
      case 6:
        return { $int: (this.#chance(2) ? "-" : "") + this.#random.of(LONG_INTS) };
      default:
        return this.#random.of(SPECIAL_FLOATS);
    }
  }

  #type(depth: number): TypeJson {
    const kind = depth === 0 ? 0 : this.#random.below(10);
    if (kind < 6) return { type: this.#random.of(this.#scalars) };
    if (kind < 8) return { type: "array", items: this.#type(depth - 1) };
    if (kind === 8) {
      const names = [...new Set(["a", ...this.#keys(2)])];
      const properties = names.map((name): [string, Tagged] => [
        name,
        { ...this.#type(depth - 1), required: !this.#chance(3) },
      ]);
      return { type: "object", properties: dict(properties) };
    }
    return this.#chance(2) ? { type: "any" } : { type: "map", values: this.#type(depth - 1) };
  }

  #schema(): readonly TypeJson[] {
    if (this.#chance(8)) {
      return Array.from({ length: 1 + this.#random.below(2) }, () => ({ ...this.#type(1), required: true }));
    }
    const names = [...new Set(["a", ...this.#keys(2)])];
    return names.map((name) => ({ ...this.#type(2), name, required: !this.#chance(3) }));
  }

  /** Now and then another type's. */
  #nearly(type: TypeJson): Tagged {
    return this.#chance(7) ? this.#value(2) : this.#valueOf(type);
  }

  #valueOf(type: TypeJson): Tagged {
    const { items, values, properties } = type as {
      items?: TypeJson;
      values?: TypeJson;
      properties?: Readonly<Record<string, TypeJson>>;
    };
    if (items !== undefined) return this.#many(3, () => this.#nearly(items));
    if (values !== undefined) return dict(this.#keys(2).map((name) => [name, this.#nearly(values)]));
    if (properties !== undefined) {
      const given = entriesOf(properties).filter(([, of]) => of["required"] === true || this.#chance(2));
      return dict(given.map(([name, of]) => [name, this.#nearly(of)]));
    }
    switch (typeOf(type)) {
      case "boolean":
        return this.#scalarOf(0);
      case "integer":
      case "long":
        return this.#scalarOf(1);
      case "float":
      case "double":
        return this.#chance(3) ? this.#scalarOf(1) : this.#scalarOf(2);
      case "datetime":
        return this.#random.of(DATES);
      case "any":
        return this.#value(1);
      default:
        return this.#scalarOf(3);
    }
  }

  #rowOf(schema: readonly TypeJson[]): Tagged {
    const given = schema.filter(({ required }) => !this.#chance(required === true ? 15 : 3));
    const row = given.map((column): [string, Tagged] => [
      nameOf(column),
      this.#chance(12) ? null : this.#nearly(column),
    ]);
    if (this.#chance(10)) row.push([this.#random.of(this.#names), this.#scalar()]);
    return dict([...new Map(row)]);
  }

  #input(schema: readonly TypeJson[]): Tagged {
    switch (this.#random.below(10)) {
      case 0:
        return this.#value(1);
      case 1:
        return this.#many(3, () => (schema[0] === undefined ? null : this.#nearly(schema[0])));
      case 2:
        return this.#many(2, () => schema.map((column) => this.#nearly(column)));
      case 3:
      case 4:
        return this.#columnsOf(schema);
      case 5:
      case 6:
        return Array.from({ length: 1 + this.#random.below(3) }, () => this.#rowOf(schema));
      default:
        return this.#rowOf(schema);
    }
  }

  #columnsOf(schema: readonly TypeJson[]): Tagged {
    const length = 1 + this.#random.below(2);
    return dict(
      schema.map((column): [string, Tagged] => [
        nameOf(column),
        Array.from({ length: this.#chance(15) ? 3 : length }, () =>
          this.#chance(10) ? null : this.#nearly(column),
        ),
      ]),
    );
  }

  #paramValues(): Tagged {
    return dict(this.#keys(4).map((name) => [name, this.#chance(3) ? this.#list(1) : this.#value(1)]));
  }

  #paramSchema(most: number): readonly TypeJson[] {
    const names = [...new Set(Array.from({ length: most }, () => this.#random.of(this.#names)))];
    return names.map((name) => {
      const type: TypeJson = { type: this.#random.of(PARAM_SCALARS) };
      const isList = this.#chance(4);
      const own = () => this.#ownDefault(type);
      return { name, ...type, default: isList ? [own(), own()] : own(), shape: isList ? [-1] : null };
    });
  }

  /** Of the type exactly: MLflow refuses another default. */
  #ownDefault(type: TypeJson): Tagged {
    if (type["type"] === "datetime") return this.#random.of(DATES.filter((date) => date !== "2024-02-30"));
    if (type["type"] === "float" || type["type"] === "double") return this.#scalarOf(2);
    return this.#valueOf(type);
  }

  #paramsFor(schema: readonly TypeJson[]): Tagged {
    if (this.#chance(15)) return this.#value(1);
    const given = schema.filter(() => !this.#chance(4));
    const values = given.map((param): [string, Tagged] => [
      nameOf(param),
      this.#chance(4)
        ? this.#value(2)
        : param["shape"] === null
          ? this.#valueOf(param)
          : this.#many(3, () => this.#valueOf({ type: param["type"] ?? null })),
    ]);
    if (this.#chance(6)) values.push([this.#random.of(this.#names), this.#scalar()]);
    return dict([...new Map(values)]);
  }

  #request(): Case {
    const schema = this.#schema();
    const params = this.#chance(3) ? this.#paramSchema(2) : [];
    if (this.#chance(6)) {
      // The page reads texts of a CSV.
      const columns = schema.map(({ name, required = true }): TypeJson => ({
        type: "string",
        ...(name !== undefined && { name }),
        required,
      }));
      return { kind: "request", schema: columns, params, contentType: "text/csv", body: this.#csv(columns) };
    }
    const [format, data] = this.#payload(schema);
    const members: [string, Tagged][] = format === null ? [] : [[format, data]];
    if (params.length > 0 && !this.#chance(3)) members.push(["params", this.#paramsFor(params)]);
    if (this.#chance(20)) members.push([this.#random.of(["inputs", "instances", "extra"]), this.#value(1)]);
    const body = format === null && this.#chance(2) ? data : dict([...new Map(members)]);
    return { kind: "request", schema, params, contentType: "application/json", body: jsonOf(body) };
  }

  #payload(schema: readonly TypeJson[]): readonly [string | null, Tagged] {
    const rows = () => Array.from({ length: 1 + this.#random.below(2) }, () => this.#rowOf(schema));
    // MLflow makes numpy's arrays of objects of other rows.
    const isFlat = schema.every(
      ({ name, type }) => name !== undefined && SERVED_SCALARS.some((each) => each === type),
    );
    switch (this.#random.below(12)) {
      case 0:
      case 1:
      case 2: {
        const columns = schema.map(({ name }, at) => name ?? String(at));
        const data = this.#many(3, () => schema.map((column) => this.#nearly(column)));
        const index: [string, Tagged][] = this.#chance(4) ? [["index", data.map((_, at) => at)]] : [];
        return ["dataframe_split", dict([["columns", columns], ...index, ["data", data]])];
      }
      case 3:
      case 4:
        return ["dataframe_records", rows()];
      case 5:
      case 6:
        return ["inputs", this.#input(schema)];
      case 7:
        return ["inputs", this.#columnsOf(schema)];
      case 8:
        return [isFlat ? "instances" : "inputs", rows()];
      case 9:
        return ["instances", this.#columnsOf(schema)];
      case 10:
        return [this.#random.of(["dataframe_split", "dataframe_records", "inputs"]), this.#value(2)];
      default:
        return [null, this.#chance(2) ? rows() : this.#value(2)];
    }
  }

  #csv(schema: readonly TypeJson[]): string {
    const field = () => {
      const text = this.#random.of([...TEXTS, ...DATES, "2", "NA", "0.5", "False"]);
      return /[",\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
    };
    const lines = this.#many(3, () => schema.map(() => field()).join(","));
    return `${[schema.map(({ name }, at) => nameOf({ name: name ?? at })).join(","), ...lines].join("\n")}\n`;
  }
}

/** Columns without names are called by their place. */
function nameOf({ name }: TypeJson): string {
  return typeof name === "string" || typeof name === "number" ? `${name}` : "0";
}

function typeOf({ type }: TypeJson): string {
  return typeof type === "string" ? type : "";
}

function dict(entries: readonly (readonly [string, Tagged])[]): Tagged {
  const isOrdered = entries.some(([name]) => /^\d+$/.test(name) || name.startsWith("$"));
  return isOrdered
    ? { $dict: entries.map(([name, value]): Tagged => [name, value]) }
    : Object.fromEntries(entries);
}

function entriesOf(tagged: Readonly<Record<string, TypeJson>>): readonly [string, TypeJson][] {
  const ordered = tagged["$dict"] as unknown as [string, TypeJson][] | undefined;
  return ordered ?? Object.entries(tagged);
}

/** The JSON text that a client sends: Python's names of special floats, ints with all their digits, bytes as text. */
export function jsonOf(tagged: Tagged): string {
  if (Array.isArray(tagged)) return `[${tagged.map((item) => jsonOf(item as Tagged)).join(",")}]`;
  if (typeof tagged !== "object" || tagged === null) return JSON.stringify(tagged);
  const tags = tagged as Readonly<Record<string, Tagged>>;
  const only = tags["$number"] ?? tags["$float"] ?? tags["$int"];
  // A client's JSON has no NaN.
  if (tags["$number"] !== undefined) return "null";
  if (typeof only === "string") return only;
  if (tags["$bytes"] !== undefined) return JSON.stringify(tags["$bytes"]);
  const entries =
    (tags["$dict"] as readonly (readonly [string, Tagged])[] | undefined) ?? Object.entries(tags);
  return `{${entries.map(([name, value]) => `${JSON.stringify(name)}:${jsonOf(value)}`).join(",")}}`;
}
