/** A notebook's HTML as data: tables, text, embedded pictures. None of it runs, contacts a server, or looks like part of the page. */
import createPurifier, { type Config } from "dompurify";
import { hasManyMarks, withFewMarks } from "#notebook/combining-marks.ts";

const CONFIG: Config & { RETURN_DOM_FRAGMENT: true } = {
  RETURN_DOM_FRAGMENT: true,
  USE_PROFILES: { html: true },
  FORBID_TAGS: [
    "style",
    "form",
    "input",
    "button",
    "textarea",
    "select",
    "option",
    "video",
    "audio",
    "source",
    "picture",
    "dialog",
    "map",
    "area",
    "slot",
    "template",
  ],
  FORBID_ATTR: [
    "class",
    "id",
    "name",
    "for",
    "action",
    "srcset",
    "background",
    "poster",
    "tabindex",
    "popover",
    "popovertarget",
    "role",
  ],
  ALLOW_DATA_ATTR: false,
  ALLOW_ARIA_ATTR: false,
};

/** Properties that change how text looks, but not where it is. */
const STYLES = [
  "background-color",
  "color",
  "font-style",
  "font-weight",
  "text-align",
  "text-decoration-line",
  "vertical-align",
  "white-space",
];

const purifier = createPurifier(window);

purifier.addHook("afterSanitizeAttributes", (node) => {
  if (!(node instanceof HTMLElement)) return;
  const kept = STYLES.map((name) => [name, node.style.getPropertyValue(name)] as const).filter(
    ([, value]) => value !== "" && !value.includes("url("),
  );
  node.removeAttribute("style");
  // A colour alone is meant for a light page; mixed with the theme's text colour, it is readable on a dark one too.
  const isOnItsOwn = kept.every(([name]) => name !== "background-color");
  for (const [name, value] of kept) {
    const isMixed = name === "color" && isOnItsOwn;
    node.style.setProperty(name, isMixed ? `color-mix(in srgb, ${value} 60%, var(--ink))` : value);
  }
  const source = node.getAttribute("src");
  if (source !== null && !/^data:image\/(?:png|jpeg|gif|webp|bmp);/i.test(source))
    node.removeAttribute("src");
  if (node instanceof HTMLAnchorElement) {
    if (/^https?:/i.test(node.getAttribute("href") ?? "")) {
      node.target = "_blank";
      node.rel = "noopener noreferrer";
    } else node.removeAttribute("href");
  }
});

export function sanitisedHtml(html: string): DocumentFragment {
  const fragment = purifier.sanitize(html, CONFIG);
  for (const image of fragment.querySelectorAll("img")) {
    // A picture elsewhere is not loaded; its description in words can be shown.
    if (image.hasAttribute("src")) image.alt ||= "";
    else image.replaceWith(image.alt);
  }
  // Elements between marks do not part them.
  const text = fragment.textContent;
  if (hasManyMarks(text)) fragment.replaceChildren(withFewMarks(text));
  return fragment;
}
