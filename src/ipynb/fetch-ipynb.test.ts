import { describe, expect, it } from "vitest";
import { fetchIpynb } from "./fetch-ipynb.ts";

const pageUrl = "https://page.example/app/";

/** Answers with the address that it was asked for. */
const echo: typeof fetch = async (url) => new Response(url instanceof URL ? url.href : "");

describe("fetchIpynb", () => {
  it.each([
    [
      "https://github.com/o/r/blob/main/a/My%20book.ipynb",
      "https://raw.githubusercontent.com/o/r/main/a/My%20book.ipynb",
      "My book",
    ],
    [
      "https://gist.githubusercontent.com/o/1/raw/b.ipynb",
      "https://gist.githubusercontent.com/o/1/raw/b.ipynb",
      "b",
    ],
    [" books/c.ipynb ", "https://page.example/app/books/c.ipynb", "c"],
  ])("reads %s", async (address, text, name) => {
    expect(await fetchIpynb(address, { pageUrl, fetch: echo })).toEqual({ text, name });
  });

  it.each(["https://example.com/a.ipynb", "http://raw.githubusercontent.com/a.ipynb", "data:text/plain,a"])(
    "refuses %s, which the page's policy does not name",
    async (address) => {
      await expect(fetchIpynb(address, { pageUrl, fetch: echo })).rejects.toMatchObject({
        code: "invalid-argument",
        message: expect.stringContaining("Download the file and open it here."),
      });
    },
  );

  it("says what a host answered, and when it could not be reached", async () => {
    const missing = async () => new Response("", { status: 404 });
    const offline = async () => Promise.reject(new TypeError("Failed to fetch"));
    await expect(fetchIpynb("a.ipynb", { pageUrl, fetch: missing })).rejects.toThrow(
      "page.example answered 404 for this address.",
    );
    await expect(fetchIpynb("a.ipynb", { pageUrl, fetch: offline })).rejects.toThrow(
      "page.example could not be reached.",
    );
  });
});
