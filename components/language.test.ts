import { expect, test } from "vitest";
import { languageOfBrowser } from "./language.ts";

test("the first of the browser's languages that the interface has; English where it has none", () => {
  expect(languageOfBrowser(["de-AT", "en"])).toBe("de");
  expect(languageOfBrowser(["fr-FR", "DE", "en-GB"])).toBe("de");
  expect(languageOfBrowser(["en-GB", "de"])).toBe("en");
  expect(languageOfBrowser(["fr", "den"])).toBe("en");
  expect(languageOfBrowser([])).toBe("en");
});
