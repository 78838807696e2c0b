import { expect, test } from "vitest";
import { frameAddress, readFrame } from "./frame-address.ts";

const isColor = (_property: string, value: string) => /^#[0-9a-f]{3,8}$|^transparent$/.test(value);

test("an address tells what the demo shows and how it looks; what CSS does not take is passed over", () => {
  const search =
    "?embed&bundle=https%3A%2F%2Ffiles.example%2Fm%2F&prompt=Hi+%26+bye&size=4&theme=dark&accent=%23a0f&paper=url(https://a/)&lang=de-AT&onload=x";
  expect(readFrame(search, isColor)).toEqual({
    attributes: new Map([
      ["bundle", "https://files.example/m/"],
      ["prompt", "Hi & bye"],
      ["size", "4"],
    ]),
    variables: new Map([["--phi3-demo-accent", "#a0f"]]),
    colorScheme: "dark",
    lang: "de",
  });
});

test("an empty or strange address shows the demo without a model, in the reader's colours and language", () => {
  const empty = { attributes: new Map(), variables: new Map(), colorScheme: "light dark", lang: null };
  expect(readFrame("", isColor)).toEqual(empty);
  expect(readFrame("?theme=purple&lang=%00&__proto__=1&constructor=x", isColor)).toEqual(empty);
  expect(readFrame(`?prompt=${"x".repeat(50_000)}`, isColor).attributes.get("prompt")).toHaveLength(20_000);
});

test("an address that is made is read as it was meant", () => {
  const attributes = new Map([
    ["bundle", "https://files.example/a b/?c=d&e#f"],
    ["prompt", "Zwei Wörter\n+ eins"],
  ] as const);
  const address = frameAddress("https://page.example/notebook/embed.html?old#share=x", attributes);
  expect(address).toMatch(/^https:\/\/page\.example\/notebook\/embed\.html\?bundle=/);
  expect(readFrame(new URL(address).search, isColor).attributes).toEqual(attributes);
});
