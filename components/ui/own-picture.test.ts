import { expect, test } from "vitest";
import { isOwnPicture } from "./own-picture.ts";

const PAGE = "https://host.example/some/path/index.html?x#y";

test.each(["./a.png", "./docs/../a.png", "data:image/png;base64,AA==", "blob:https://host.example/1"])(
  "%s is loaded",
  (source) => {
    expect(isOwnPicture(source, PAGE)).toBe(true);
  },
);

test.each([
  "./../x.png",
  "./../../x.png",
  "./%2e%2e/x.png",
  String.raw`./..\x.png`,
  ".//other.example/../../../x.png",
  "/x.png",
  "x.png",
  "https://host.example/some/path/a.png",
  "//other.example/a.png",
  "data:text/html,x",
])("%s stays a link", (source) => {
  expect(isOwnPicture(source, PAGE)).toBe(false);
});
