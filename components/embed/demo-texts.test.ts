import { expect, test } from "vitest";
import { demoTexts } from "./demo-texts.ts";

test("the demo speaks German or English, and says which", () => {
  const langs = ["de", "de-AT", "DE", "en-GB", "fr", "den", ""].map((lang) => demoTexts(lang).lang);
  expect(langs).toEqual(["de", "de", "de", "en", "en", "en", "en"]);
});

test("a list of many hosts stays short", () => {
  const places = (count: number) => demoTexts("en").places(["a", "b", "c", "d", "e"].slice(0, count));
  expect([1, 2, 4, 5].map(places)).toEqual(["a", "a and b", "a, b, c and d", "a, b, c and 2 more hosts"]);
});
