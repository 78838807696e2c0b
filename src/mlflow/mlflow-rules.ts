/**
 * The version of MLflow whose rules apply, with the pandas that goes with it: 2.3 before MLflow 3, then 3. They differ in these ways.
 *
 * - 2.14 has no Any: what holds no value has no type. It widens no 0 and 1 to doubles, and words the errors of params in its own way.
 * - 2.22 does not merge a scalar inside an array, map or object with a later Any; 3.17 does.
 * - pandas 2 keeps texts as objects, which pass as booleans, and as doubles where they are numbers; pandas 3 has a type for texts.
 */
export type MlflowRules = "2.14" | "2.22" | "3.17";

export function hasPandas3(rules: MlflowRules): boolean {
  return rules === "3.17";
}

/** @param version "3.17.2". */
export function rulesOfVersion(version: string): MlflowRules {
  const [major = 0, minor = 0] = version.split(".").map(Number);
  if (major !== 2) return "3.17";
  return minor >= 20 ? "2.22" : "2.14";
}
