import { expect, it } from "vitest";
import { attachedPictures } from "./attached-pictures.ts";

const PICTURE = "data:image/png;base64,AA==";
const attachments = {
  "a b é.png": { "text/plain": "no picture", "image/png": "AA==" },
  "50%.png": { "image/png": "AA==" },
  "\ud800.png": { "image/png": "AA==" },
  "text.txt": { "text/plain": "a" },
  null: null,
};

it.each([
  ["attachment:a b é.png", PICTURE],
  ["attachment:a%20b%20%C3%A9.png", PICTURE],
  ["attachment:50%.png", PICTURE],
  ["attachment:50%25.png", PICTURE],
  ["attachment:\ud800.png", PICTURE],
  ["attachment:text.txt", ""],
  ["attachment:null", ""],
  ["attachment:constructor", ""],
  ["https://host/a.png", null],
])("%j is %j", (url, picture) => expect(attachedPictures(attachments)(url)).toBe(picture));
