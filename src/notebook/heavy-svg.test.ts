import { expect, test } from "vitest";
import { isHeavySvg, isHeavySvgUrl } from "./heavy-svg.ts";

const svg = (inner: string): string => `<svg xmlns="http://www.w3.org/2000/svg">${inner}</svg>`;
/** Ten of each level in the next. @param again draws an element by its id. */
const doubled = (again: (id: string) => string, open = "g", close = open): string =>
  svg(
    Array.from(
      { length: 9 },
      (_, level) => `<${open} id="a${level + 1}">${again(`a${level}`).repeat(10)}</${close}>`,
    ).join("") + `<g id="a0"><rect/></g>${again("a9")}`,
  );

test.each([
  ["use in use", doubled((id) => `<use href="#${id}"/>`)],
  ["use by another name", doubled((id) => `<use x:href='#${id}'></use>`)],
  ["a reference in character references", doubled((id) => `<use href="&#35;${id}"/>`)],
  ["an attribute with a >", doubled((id) => `<use title="a>b" href="#${id}"/>`)],
  ["patterns", doubled((id) => `<rect fill="url(#${id})"/>`, "pattern")],
  ["patterns in styles of elements", doubled((id) => `<rect style="fill: url('#${id}')"/>`, "pattern")],
  [
    "patterns in a style sheet",
    `<svg><style>${Array.from({ length: 9 }, (_, i) => `.c${i} { fill: url(#a${i}) }`).join("")}</style>${doubled((id) => `<rect class="c${id.slice(1)}"/>`, "pattern")}</svg>`,
  ],
  ["entities", `<!DOCTYPE svg [<!ENTITY a "<g/>">]>${svg("&a;")}`],
  ["a picture in the picture", svg('<image href="data:image/svg+xml,x"/>')],
  ["a tower of groups", svg("<g>".repeat(5000))],
])("%s is heavy", (_, picture) => {
  expect(isHeavySvg(picture)).toBe(true);
});

test.each([
  [
    "a plot of 10,000 points",
    svg(`<defs><path id="m" d="M0 0"/></defs>${'<use xlink:href="#m" x="1"/>'.repeat(10_000)}`),
  ],
  [
    "matplotlib's head",
    `<?xml version="1.0"?><!DOCTYPE svg PUBLIC "-//W3C//DTD SVG 1.1//EN" "http://www.w3.org/Graphics/SVG/1.1/DTD/svg11.dtd">${svg('<style type="text/css">*{stroke-linejoin: round}</style><g clip-path="url(#p1)"/><clipPath id="p1"><rect/></clipPath>')}`,
  ],
  ["what draws itself", svg('<g id="a"><use href="#a"/></g>')],
  ["what is no SVG", "<<<>>> \"'"],
])("%s is not heavy", (_, picture) => {
  expect(isHeavySvg(picture)).toBe(false);
});

test("text without an end is no more work than its length", () => {
  expect(isHeavySvg("<".repeat(1_000_000))).toBe(false);
  expect(isHeavySvg(`<a ${'"'.repeat(500_001)}`)).toBe(false);
  expect(isHeavySvg("<!--".repeat(200_000))).toBe(false);
});

test.each([
  ["in percents", (picture: string) => `data:image/svg+xml;charset=utf-8,${encodeURIComponent(picture)}`],
  ["as it is", (picture: string) => `DATA:image/svg+xml,${picture.replaceAll("#", "%23")}`],
  ["in base64", (picture: string) => `data:image/svg+xml;base64,${btoa(picture)}`],
  [
    "in base64 with percents",
    (picture: string) => `data:image/svg+xml; base64,${encodeURIComponent(btoa(picture))}`,
  ],
])("a picture that stands in its address %s is told from another", (_, url) => {
  expect(isHeavySvgUrl(url(doubled((id) => `<use href="#${id}"/>`)))).toBe(true);
  expect(isHeavySvgUrl(url(svg("<rect/>")))).toBe(false);
});

test.each([
  "data:image/svg+xml,%",
  "data:image/svg+xml;base64,*",
  `data:image/svg+xml;base64,${btoa("\xff\xfe<\0s\0v\0g\0>\0")}`,
])("what cannot be looked into is not drawn: %s", (url) => {
  expect(isHeavySvgUrl(url)).toBe(true);
});

test.each(["data:image/png;base64,AA==", "./icon.svg", ""])("%j is no such picture", (url) => {
  expect(isHeavySvgUrl(url)).toBe(false);
});
