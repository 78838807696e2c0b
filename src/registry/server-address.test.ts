import { expect, test } from "vitest";
import { parseServerAddress } from "./server-address.ts";

test.each([
  ["http://localhost:5000", "http://localhost:5000"],
  ["localhost:5000/", "http://localhost:5000"],
  ["http://127.0.0.1:5000/#/experiments/1/runs/abc", "http://127.0.0.1:5000"],
  ["mlflow.example.com", "https://mlflow.example.com"],
  [" https://example.com/mlflow/ ", "https://example.com/mlflow"],
  ["http://192.168.1.20:5000", "http://192.168.1.20:5000"],
])("reads %j as the server at %s", (typed, url) => {
  expect(parseServerAddress(typed)).toBe(url);
});

test.each([
  ["file:///mlruns", "is not the address of a server"],
  ["http://", "is not the address of a server"],
  ["databricks://profile", "is not the address of a server"],
  ["https://me:secret@example.com", "contains a user name or password"],
])("refuses %j, and says why", (typed, why) => {
  expect(() => parseServerAddress(typed)).toThrow(why);
});
