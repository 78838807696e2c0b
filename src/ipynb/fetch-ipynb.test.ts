import { describe, expect, it } from "vitest";
import { endlessAnswer } from "#base/testing/endless-answer.ts";
import { fetchIpynb } from "./fetch-ipynb.ts";

const pageUrl = "https://page.example/app/";

/** Answers with the requested address. */
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
    ["github.com/o/r/raw/main/d.ipynb", "https://raw.githubusercontent.com/o/r/main/d.ipynb", "d"],
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

  it.each(["foo", "", "example.com/a", "http://", "books/c.json"])(
    "says what “%s” should be",
    async (address) => {
      await expect(fetchIpynb(address, { pageUrl, fetch: echo })).rejects.toMatchObject({
        code: "invalid-argument",
        message:
          `“${address}” is not the address of a notebook. Enter one such as https://github.com/OWNER/REPOSITORY/blob/main/NOTEBOOK.ipynb, ` +
          "or the address of a .ipynb on this page's own host.",
      });
    },
  );

  it("says that a page of GitHub shows no file, and that a web page is no notebook", async () => {
    const html = async () => new Response("<!doctype html>");
    await expect(fetchIpynb("https://github.com/o/r", { pageUrl, fetch: echo })).rejects.toThrow(
      "This GitHub page shows no file. Open the notebook on GitHub",
    );
    await expect(fetchIpynb("a.ipynb", { pageUrl, fetch: html })).rejects.toThrow(
      "At https://page.example/app/a.ipynb there is a web page (HTML), and no notebook. Give the address of the .ipynb itself",
    );
  });

  it("leaves an answer that does not end at 64 MB", async () => {
    const answer = endlessAnswer();
    const endless = async () => answer.response;
    await expect(fetchIpynb("a.ipynb", { pageUrl, fetch: endless })).rejects.toMatchObject({
      code: "over-limit",
      message:
        "A notebook may have at most 64 MB, and https://page.example/app/a.ipynb is larger. In Jupyter, clear the outputs that take the most room, save the notebook, and open it again. Nothing was opened; the file is as it was.",
    });
    expect([answer.sentBytes(), answer.isClosed()]).toEqual([65 * 2 ** 20, true]);
  });

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
