import { expect, test } from "vitest";
import { filesAnswer, parseAnswer } from "./mlflow-answers.ts";

// Each that is refused was tried with protobuf's json_format, by which MLflow's client reads it.
test.each([
  ["12", 12],
  [12, 12],
])("the size %j of a file is read as %j", (given, read) => {
  expect(parsedSize(given)).toBe(read);
});

// A file has no size below 0, though an int64 can.
test.each(["0x10", " 5", "", 1.5, true, -3, "99999999999999999999"])(
  "the size %j of a file is refused",
  (given) => {
    expect(() => parsedSize(given)).toThrow("so it is not an MLflow tracking server. Check the address.");
  },
);

function parsedSize(given: string | number | boolean): number {
  const answer = JSON.stringify({ files: [{ path: "a", file_size: given }] });
  return Number(parseAnswer(answer, filesAnswer, "http://server").files[0]?.file_size);
}
