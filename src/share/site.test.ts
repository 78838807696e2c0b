import { expect, test } from "vitest";
import { siteFiles } from "./site.ts";

test("a site's page shows what the notebook holds as text, and asks no other host but for a model elsewhere", async () => {
  const texts = { lang: "en", demo: "Try it", notebook: "The notebook", readme: "Read me" };
  const html = async (bundle: string | null) => {
    const demo = bundle === null ? null : { bundle, name: "Phi", sizeBytes: 12, prompt: "" };
    const files = siteFiles({ title: "<i>Mine</i>", body: "<p>Text</p>", css: "p {}", demo }, texts);
    expect(files.map(({ path }) => path)).toEqual(["index.html", "site.css", "README.txt", ".nojekyll"]);
    return files[0]!.blob.text();
  };
  const own = await html("./");
  expect(own).toContain("<title>&lt;i&gt;Mine&lt;/i&gt;</title>");
  expect(own).toContain('<phi3-mlflow-demo\n  bundle="./"');
  expect(own).toContain("connect-src 'self';");
  expect(await html("https://files.example/m/")).toContain("connect-src 'self' https: http:;");
  expect(own).toContain('src="./demo/element.js"');
  for (const part of ["<phi3-mlflow-demo", "<script"]) expect(await html(null)).not.toContain(part);
});
