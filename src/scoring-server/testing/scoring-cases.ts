import { readFixture } from "#mlflow/testing/mlflow-fixture.ts";

/** A request to MLflow's scoring server, with its answer; tools/peers/make_scoring_fixtures.py asked it. */
export interface ScoringCase {
  readonly body: string;
  readonly contentType: string;
  readonly status: number;
  readonly responseType: string;
  readonly response: unknown;
}

/** @param option "scoring-option1.json" or "scoring-option2.json". */
export function scoringCases(option: string): readonly ScoringCase[] {
  return readFixture<ScoringCase>(option).cases;
}

/** "b, a" as "a, b": the order of a Python set is random. */
const inOrder = (names: string) => names.split(", ").toSorted().join(", ");

/** What differs on purpose: how data is shown in messages, and where in a text JSON's parser stopped. */
export function comparable(value: unknown): unknown {
  if (typeof value === "string") {
    return value
      .replace(/(?<=content type parameters: )[^.]*/, inOrder)
      .replace(/(?<=extra inputs: \[)[^\]]*/, inOrder)
      .replaceAll(/data '[\s\S]*?' with schema/g, "data … with schema")
      .replaceAll(/predict data '[\s\S]*?'\. \nError: /g, "predict data … Error: ")
      .replaceAll(/Error: 'JSONDecodeError\([\s\S]*/g, "Error: JSONDecodeError …");
  }
  if (Array.isArray(value)) return value.map(comparable);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, comparable(item)]));
}

/** Of a chat completion, how many there are is the server's matter; what they say is the model's. */
export function shapeOf(response: unknown): unknown {
  if (Array.isArray(response)) return response.map(() => "a completion");
  if (typeof response === "object" && response !== null && "predictions" in response) {
    return { predictions: shapeOf(response.predictions) };
  }
  return comparable(response);
}
