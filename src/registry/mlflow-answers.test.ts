import { expect, test } from "vitest";
import { filesAnswer, parseAnswer } from "./mlflow-answers.ts";

// Each that is refused was tried with protobuf's json_format, by which MLflow's client reads it.
test.each([
  ["12", 12],
  [12, 12],
  ["0x10", null],
  [" 5", null],
  ["", null],
  [1.5, null],
  [true, null],
  // A file has no such size, though an int64 can.
  [-3, null],
  ["99999999999999999999", null],
])("the size %j of a file is read as %j", (given, read) => {
  const answer = JSON.stringify({ files: [{ path: "a", file_size: given }] });
  const parsed = () => Number(parseAnswer(answer, filesAnswer, "http://server").files[0]?.file_size);
  if (read === null) expect(parsed).toThrow("so it is not an MLflow tracking server. Check the address.");
  else expect(parsed()).toBe(read);
});
