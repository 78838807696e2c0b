import { deflateRawSync } from "node:zlib";
import { describe, expect, it } from "vitest";
import type { Notebook } from "#notebook/cell.ts";
import { createFromTemplate } from "#notebook/templates.ts";
import { isShareFragment } from "./share-fragment.ts";
import { readShareFragment, shareLink } from "./share-link.ts";

const PAGE = "https://example.org/sub/?a=b#old";
const notebook = createFromTemplate("option2-pyfunc", () => crypto.randomUUID());

describe("a shared link", () => {
  it("holds the whole notebook in its fragment, without what a file had beside it", async () => {
    const cells = notebook.cells.map((cell) => ({ ...cell, jupyter: { metadata: { a: 1 } } }));
    const url = new URL(await shareLink({ ...notebook, title: "𝄞 Mine", cells }, PAGE));
    expect([url.origin + url.pathname + url.search, isShareFragment(url.hash)]).toEqual([
      "https://example.org/sub/?a=b",
      true,
    ]);
    expect(await readShareFragment(url.hash, "new")).toEqual({ ...notebook, id: "new", title: "𝄞 Mine" });
  });

  it("is refused where it would be too long", async () => {
    const source = Array.from({ length: 4000 }, () => crypto.randomUUID()).join(" ");
    const long: Notebook = { ...notebook, cells: [{ id: "a", type: "markdown", source }] };
    await expect(shareLink(long, PAGE)).rejects.toThrow(/too long for a link: .* Save it as \.ipynb/);
  });

  it.each([
    ["cut", async () => (await shareLink(notebook, PAGE)).replace(/.*#/, "#").slice(0, -30)],
    ["not base64", async () => "#share=%%%"],
    ["another thing", async () => `#share=${deflateRawSync('{"format": 1}').toString("base64url")}`],
    ["a bomb", async () => `#share=${deflateRawSync(Buffer.alloc(2 ** 21)).toString("base64url")}`],
  ])("that is %s is refused", async (_what, fragment) => {
    await expect(readShareFragment(await fragment(), "new")).rejects.toMatchObject({
      code: "invalid-document",
      message: expect.stringContaining("This link is incomplete"),
    });
  });
});
