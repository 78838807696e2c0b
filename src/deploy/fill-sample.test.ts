import { expect, test } from "vitest";
import { DEFAULT_DEPLOY_SETTINGS } from "./deploy-settings.ts";
import { fillSample } from "./fill-sample.ts";
import { type SampleLanguage, samplesOf } from "./samples.ts";
import { targets } from "./targets/targets.ts";

const SAMPLE_URL = targets[DEFAULT_DEPLOY_SETTINGS.target].endpointUrl(DEFAULT_DEPLOY_SETTINGS);
const samples = samplesOf(DEFAULT_DEPLOY_SETTINGS, "prompt", { prompt: "Hi" });
const textOf = (language: SampleLanguage) => samples.find((each) => each.language === language)?.text ?? "";
const typed = { url: "https://phi3.example.org/score", token: `k'e"y` };

test("every sample has the typed address and key", () => {
  const filled = (language: SampleLanguage) => fillSample(textOf(language), SAMPLE_URL, typed);
  expect(filled("javascript")).toContain(`process.env.ENDPOINT_URL ?? "${typed.url}"`);
  expect(filled("javascript")).toContain(String.raw`process.env.ENDPOINT_TOKEN ?? "k'e\"y";`);
  expect(filled("python")).toContain(`os.environ.get("ENDPOINT_URL", "${typed.url}")`);
  expect(filled("python")).toContain(String.raw`os.environ.get("ENDPOINT_TOKEN", "k'e\"y")`);
  expect(filled("csharp")).toContain(
    String.raw`Environment.GetEnvironmentVariable("ENDPOINT_TOKEN") ?? "k'e\"y";`,
  );
  expect(filled("r")).toContain(String.raw`Sys.getenv("ENDPOINT_TOKEN", "k'e\"y")`);
  expect(filled("curl")).toContain(`url="\${ENDPOINT_URL:-${typed.url}}"`);
  expect(filled("curl")).toContain(String.raw`ENDPOINT_TOKEN='k'\''e"y'`);
});

test("without them, and with what would break the program, a sample stays as it is or takes it encoded", () => {
  const filled = (url: string) => fillSample(textOf("curl"), SAMPLE_URL, { url, token: "" });
  for (const url of ["", "not an address", "file:///etc/passwd", "https://a.example/$(rm)"]) {
    expect(filled(url)).toBe(textOf("curl"));
  }
  expect(filled('https://a.example/"x`')).toContain('url="${ENDPOINT_URL:-https://a.example/%22x%60}"');
});
