import { expect, test } from "vitest";
import { elementSnippet, frameSnippet } from "./snippets.ts";

test("snippets are HTML whatever the model's name and the prompt hold", () => {
  const name = '"><script>alert(1)</script>';
  const facts = { bundle: "https://a.example/m?x=1&y=2", name, sizeBytes: 12, prompt: 'Say "hi" & <bye>' };
  expect(elementSnippet("https://page.example/demo/element.js", facts)).toBe(
    `<script type="module" src="https://page.example/demo/element.js"></script>
<phi3-mlflow-demo
  bundle="https://a.example/m?x=1&amp;y=2"
  name="&quot;&gt;&lt;script&gt;alert(1)&lt;/script&gt;"
  size="12"
  prompt="Say &quot;hi&quot; &amp; &lt;bye&gt;"
></phi3-mlflow-demo>
`,
  );
  expect(elementSnippet("e.js", { ...facts, prompt: "" })).not.toContain("prompt");
  expect(frameSnippet("https://page.example/embed.html?bundle=a&size=1", "Phi")).toContain(
    'src="https://page.example/embed.html?bundle=a&amp;size=1"\n  title="Phi"',
  );
});
