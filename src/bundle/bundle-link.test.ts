import { expect, it } from "vitest";
import { bundleLink, bundleUrlOf, isBundleFragment } from "./bundle-link.ts";

const page = "https://example.org/page/?a=b#old";
const bundle = "https://files.example/my models/phi.phi3bundle.zip?version=2&x=%20#part";

it("a link holds the bundle's address in its fragment, and gives it back", () => {
  const link = new URL(bundleLink(bundle, page));
  expect([link.origin + link.pathname + link.search, isBundleFragment(link.hash)]).toEqual([
    "https://example.org/page/?a=b",
    true,
  ]);
  expect(bundleUrlOf(link.hash).href).toBe(new URL(bundle).href);
});

it("a link that was written by hand needs no encoding, nor a scheme", () => {
  expect(bundleUrlOf("#bundle=https://files.example/100%/phi.zip").href).toBe(
    "https://files.example/100%/phi.zip",
  );
  expect(bundleUrlOf("#bundle=files.example/phi.zip").href).toBe("https://files.example/phi.zip");
});

it.each([
  "#bundle=",
  "#bundle=http://files.example/a.zip",
  "#bundle=javascript:alert(1)",
  "#bundle=file:///etc/passwd",
])("%s names nothing that a page may ask", (fragment) => {
  expect(() => bundleUrlOf(fragment)).toThrow(/cannot be used as an address/);
});

it("other fragments are none of its business", () => {
  expect(["", "#share=abc", "#notebook"].map(isBundleFragment)).toEqual([false, false, false]);
});
