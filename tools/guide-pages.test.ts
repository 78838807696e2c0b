import { expect, it } from "vitest";
import { guideFiles } from "./guide-pages.ts";

const FILES = guideFiles("docs");
const HTML = FILES.filter(({ name }) => name.endsWith(".html")).map(({ name, source }) => ({
  name,
  text: String(source),
}));

it("every link and picture in the guide's pages leads to something that is shipped", () => {
  const names = FILES.map(({ name }) => name);
  expect(names).toContain("guide.html");
  expect(names).toContain("screenshot-wide.png");
  const broken = HTML.flatMap(({ name, text }) =>
    [...text.matchAll(/(?:href|src)="([^"]*)"/g)]
      .map(([, target = ""]) => target)
      .filter((target) => !/^https?:/.test(target))
      .filter((target) => {
        const [file, anchor] = target.split("#");
        const page = HTML.find((each) => each.name === (file === "" ? name : file));
        if (anchor !== undefined) return page?.text.includes(`id="${anchor}"`) !== true;
        return !names.includes(target);
      })
      .map((target) => `${name}: ${target}`),
  );
  expect(broken).toEqual([]);
});
