import { load } from "js-yaml";
import { expect, test } from "vitest";
import { siteFiles } from "./site.ts";

test("a site's page shows what the notebook holds as text, and asks no other host but for a model elsewhere", async () => {
  const texts = {
    lang: "en",
    demo: "Try it",
    starting: "It starts <soon>.",
    notebook: "The notebook",
    readme: "Read me",
    missing: { title: "No <page>", text: "None." },
  };
  const html = async (bundle: string | null) => {
    const demo = bundle === null ? null : { bundle, name: "Phi", sizeBytes: 12, prompt: "" };
    const files = siteFiles({ title: "<i>Mine</i>", body: "<p>Text</p>", css: "p {}", demo }, texts);
    expect(files.map(({ path }) => path)).toEqual([
      "index.html",
      "site.css",
      "404.html",
      "_headers",
      "README.md",
      ".nojekyll",
    ]);
    return files[0]!.blob.text();
  };
  const own = await html("./");
  expect(own).toContain("<title>&lt;i&gt;Mine&lt;/i&gt;</title>");
  expect(own).toContain('<phi3-mlflow-demo\n  bundle="./"');
  expect(own).toContain(">It starts &lt;soon&gt;.</phi3-mlflow-demo>");
  expect(own).toContain("connect-src 'self';");
  expect(await html("https://files.example/m/")).toContain("connect-src 'self' https: http:;");
  expect(own).toContain('src="./demo/element.js"');
  for (const part of ["<phi3-mlflow-demo", "<script"]) expect(await html(null)).not.toContain(part);
});

test("a site's folder is set up for hosts that read headers, for Spaces, and for addresses that it does not have", async () => {
  const texts = {
    lang: "de",
    demo: "",
    starting: "",
    notebook: "",
    readme: "# Read me\n",
    missing: { title: "No <page>", text: "None." },
  };
  const files = siteFiles({ title: 'Mine: "a" #1', body: "", css: "", demo: null }, texts);
  const textOf = async (name: string) => files.find(({ path }) => path === name)!.blob.text();
  const isolation = {
    "Cross-Origin-Opener-Policy": "same-origin",
    "Cross-Origin-Embedder-Policy": "require-corp",
    "Cross-Origin-Resource-Policy": "cross-origin",
  };
  const open = { "Access-Control-Allow-Origin": "*" };
  expect(rulesOf(await textOf("_headers"))).toEqual({
    "/*": isolation,
    "/demo/*": open,
    "/assets/*": open,
    "/model/*": open,
    "/bundle.json": open,
  });
  const [, front, readme] = /^---\n([\s\S]*?)^---\n\n([\s\S]*)$/m.exec(await textOf("README.md"))!;
  expect({ front: load(front!), readme }).toEqual({
    front: {
      title: 'Mine: "a" #1',
      emoji: "📓",
      colorFrom: "yellow",
      colorTo: "blue",
      sdk: "static",
      app_file: "index.html",
      pinned: false,
      custom_headers: Object.fromEntries(
        Object.entries(isolation).map(([name, value]) => [name.toLowerCase(), value]),
      ),
    },
    readme: "# Read me\n",
  });
  const missing = await textOf("404.html");
  expect(missing).toContain('<html lang="de">');
  expect(missing).toContain("<h1>No &lt;page&gt;</h1>");
  expect(missing).not.toMatch(/href|src=/);
});

/** As Netlify and Cloudflare Pages read them: a path, and under it, indented, its headers. */
function rulesOf(text: string): Record<string, Record<string, string>> {
  const rules = text
    .trimEnd()
    .split("\n\n")
    .map((rule) => {
      const [path, ...lines] = rule.trimEnd().split("\n");
      const headers = lines.map((line) => /^ {2}([\w-]+): (.+)$/.exec(line)!.slice(1) as [string, string]);
      return [path!, Object.fromEntries(headers)] as const;
    });
  return Object.fromEntries(rules);
}
