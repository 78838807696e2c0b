import { expect, test } from "vitest";
import { readEvent } from "./read-event.ts";

test("an event stays as it is, and anything else becomes words in the cell", () => {
  const event = { kind: "stream", name: "stdout", text: "a" } as const;
  expect(readEvent(event)).toEqual(event);
  const unknown = {
    kind: "stream",
    name: "stderr",
    text: "Python has sent the page something that is no output. It is not shown.\n",
  };
  for (const given of [null, 5, { kind: "output", output: 5 }, { kind: "text", text: {} }, { kind: "other" }])
    expect(readEvent(given)).toEqual(unknown);
});
