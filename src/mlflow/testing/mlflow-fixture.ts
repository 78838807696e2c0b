/** The fixtures that tools/peers made with real MLflow. */
import { readFileSync } from "node:fs";
import { PythonFloat, PythonBytes, type PythonValue } from "#python-values/python-value.ts";

interface Fixture<Case> {
  readonly versions: Readonly<Record<string, string>>;
  readonly cases: readonly Case[];
}

export function readText(name: string): string {
  return readFileSync(new URL(`../../../tools/peers/fixtures/mlflow/${name}`, import.meta.url), "utf8");
}

export function readFixture<Case>(name: string): Fixture<Case> {
  return JSON.parse(readText(name)) as Fixture<Case>;
}

type Tagged = Readonly<Record<string, unknown>>;

/** Undoes `tagged` of tools/peers/fixture.py. */
export function untagged(value: unknown): PythonValue {
  if (Array.isArray(value)) return value.map((item) => untagged(item));
  if (typeof value !== "object" || value === null) return value as PythonValue;
  const tags = value as Tagged;
  if ("$number" in tags) return Number(tags["$number"]);
  if ("$float" in tags) return new PythonFloat(Number(tags["$float"]));
  if ("$int" in tags) return BigInt(tags["$int"] as string);
  if ("$bytes" in tags) return new PythonBytes(tags["$bytes"] as string);
  if ("$dict" in tags)
    return new Map((tags["$dict"] as [string, unknown][]).map(([key, item]) => [key, untagged(item)]));
  return Object.fromEntries(Object.entries(tags).map(([key, item]) => [key, untagged(item)]));
}
