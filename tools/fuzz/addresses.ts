/** Addresses that anyone can write: of the page, of its frame, of notebooks, models and endpoints. */
import { announcedSize, modelName, modelUrl } from "../../components/embed/offer.ts";
import { readFrame } from "../../components/embed/frame-address.ts";
import { isOwnPicture } from "../../components/ui/own-picture.ts";
import { readUtf8 } from "../../src/base/read-utf8.ts";
import { isRepository, parseHubPlace } from "../../src/bundle/download/hub-address.ts";
import { askEndpoint } from "../../src/deploy/ask-endpoint.ts";
import { fillSample } from "../../src/deploy/fill-sample.ts";
import { fetchIpynb } from "../../src/ipynb/fetch-ipynb.ts";
import { NOTEBOOK_HOSTS } from "../../src/ipynb/notebook-hosts.ts";
import { routeOf } from "../../workers/service-worker/route.ts";
import { always, type Target } from "./target.ts";

const PAGE = "https://page.example/notebook/";
const WORDS = [
  ..."% %ff %2f .. ../ // :// ? # & = @ : [ ] ; javascript: data: blob: file: http:// https:// \\ \t".split(
    " ",
  ),
  "\u202e",
  "\u0000",
  ":99999",
  "user:secret@",
  "localhost",
  "127.0.0.1",
];

const decode = (bytes: Uint8Array): string => readUtf8(bytes, "f");
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

/** Asks with a browser's fetch that answers `body`. @returns the addresses that were asked for. */
async function askedBy(
  ask: (fetch: typeof globalThis.fetch) => Promise<unknown>,
  body: string,
): Promise<URL[]> {
  const asked: URL[] = [];
  try {
    await ask(async (input, init) => {
      asked.push(new URL(input instanceof Request ? input.url : input));
      // Refuses what a browser cannot request.
      return new Response(new Request(input, init).url === "" ? "" : body);
    });
  } finally {
    always(
      asked.every(({ username, password }) => username === "" && password === ""),
      "a browser requests no address with a password in it",
    );
  }
  return asked;
}

export const ADDRESSES: Readonly<Record<string, Target>> = {
  "frame-address": {
    seeds: [
      "?bundle=https%3A%2F%2Fhost.example%2Fm&prompt=Hi%0Ayou&mode=chat&name=A&size=13000000&theme=dark&ink=%23fff&radius=3px&lang=de-AT",
      "?bundle=../models/phi3-demo/&mode=prompt&size=1e3&lang=en",
    ].map(encode),
    words: [...WORDS, "bundle=", "prompt=", "lang=", "size=", "9".repeat(400), "%00", "+"],
    read: (bytes) => {
      const { attributes, lang, colorScheme } = readFrame(decode(bytes), () => true);
      for (const value of attributes.values()) always(value.length <= 20_000, "an attribute is short");
      always(lang === null || /^[a-z]{2,3}$/i.test(lang), "a language is letters");
      always(["light", "dark", "light dark"].includes(colorScheme), "a scheme is one of three");
      const source = modelUrl(attributes.get("bundle") ?? null, PAGE);
      const size = announcedSize(attributes.get("size") ?? null);
      always(size === null || (Number.isSafeInteger(size) && size > 0), "a size is a count");
      if (source === null) return null;
      always(/^https?:$/.test(source.protocol) && source.password === "", "a model is on the web");
      const name = modelName(attributes.get("name") ?? null, source);
      always(name !== "" && !/[\p{Cc}\p{Cf}]/u.test(name), "a name is visible, and turns no text");
      return name;
    },
  },
  "notebook-address": {
    seeds: [
      "https://github.com/owner/name/blob/main/a%20b/Notebook.ipynb?raw=true",
      "gist.githubusercontent.com/owner/1/raw/a.ipynb",
      "./notebooks/mine.ipynb",
    ].map(encode),
    words: [...WORDS, ".ipynb", "github.com/", "raw.githubusercontent.com/", "blob/"],
    read: async (bytes) => {
      const asked = await askedBy(
        (fetch) => fetchIpynb(decode(bytes), { pageUrl: PAGE, fetch }),
        '{"cells":[]}',
      );
      const isOf = ({ protocol, host, origin }: URL): boolean =>
        origin === new URL(PAGE).origin || (protocol === "https:" && NOTEBOOK_HOSTS.includes(host));
      always(asked.every(isOf), "a notebook comes from the page's origin or from GitHub");
      return asked.length;
    },
  },
  "hub-address": {
    seeds: [
      "microsoft/Phi-3-mini-4k-instruct-onnx",
      "https://huggingface.co/microsoft/Phi-3-mini-4k-instruct-onnx/tree/main/cpu_and_mobile/a%20b",
      'hf download owner/name --include "cpu/*" --revision refs/pr/1',
      "git clone git@hf.co:owner/name.git",
      "hf://models/owner/name@main/folder",
    ].map(encode),
    words: [
      ...WORDS,
      "--include",
      "--revision ",
      "owner/name",
      "tree/",
      "resolve/",
      "refs/pr/",
      '"',
      "'",
      "`",
    ],
    read: (bytes) => {
      const { repository, hubUrl } = parseHubPlace(decode(bytes));
      always(isRepository(repository), "a repository has an owner and a name");
      always(hubUrl === null || /^https?:\/\/[^/@]+$/.test(hubUrl), "a hub is an origin");
      return repository;
    },
  },
  "endpoint-address": {
    seeds: ["https://phi3.westeurope.inference.ml.azure.com/score", "http://localhost:8080/invocations"].map(
      encode,
    ),
    words: WORDS,
    read: async (bytes) => {
      const typed = decode(bytes);
      const filled = fillSample('curl "URL"', "URL", { url: typed, token: "" });
      always(/^curl "[^"`$\\\s]*"$/.test(filled), "a sample has no code in its address");
      const request = { url: typed, token: "secret", body: {}, timeoutSeconds: 1 };
      const asked = await askedBy((fetch) => askEndpoint(request, { fetch }), "{}");
      const isSafe = ({ protocol, hostname }: URL): boolean =>
        protocol === "https:" || /^(localhost$|127\.|\[::1\]$)/.test(hostname);
      always(asked.every(isSafe), "a token is sent encrypted, or stays on this computer");
      return asked.length;
    },
  },
  "picture-address": {
    seeds: ["./pictures/a.png", "data:image/png;base64,AA==", "./../other/a.png"].map(encode),
    words: [...WORDS, "./", "data:image/", "blob:"],
    read: (bytes) => {
      const source = decode(bytes);
      if (!isOwnPicture(source, PAGE) || /^(data|blob):/.test(source)) return false;
      always(new URL(source, PAGE).href.startsWith(PAGE), "a picture is in the page's folder");
      return true;
    },
  },
  "service-route": {
    seeds: ["index.html?embed", "assets/a-1.js", "invocations", "a%20b/%C3%A9"].map(encode),
    words: [...WORDS, "assets/", "ping", "index.html"],
    read: (bytes) => {
      const url = URL.parse(decode(bytes), PAGE);
      if (url === null) return null;
      const { href } = url;
      const asked = { url: href, method: "GET", mode: "cors", headers: new Headers() } as const;
      const route = routeOf(asked, PAGE);
      always(route.kind === "other" || href.startsWith(PAGE), "only the page's folder is served");
      const navigated = routeOf({ ...asked, mode: "navigate" }, PAGE);
      always(navigated.kind !== "endpoint", "a link or form runs no model");
      return route.kind;
    },
  },
};
