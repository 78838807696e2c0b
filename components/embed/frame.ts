/** The demo as a page of its own, to be framed by a blog or a docs page. It tells that page its height, and nothing else. */
import { demoTexts } from "./demo-texts.ts";
import { element } from "./dom.ts";
import { readFrame } from "./frame-address.ts";

/** `event.data` of the message to the page around the frame; `height` is in CSS pixels. */
interface HeightMessage {
  readonly type: "phi3-mlflow-demo:height";
  readonly height: number;
}

export function showFrame(): void {
  const { attributes, variables, colorScheme, lang } = readFrame(location.search, (property, value) =>
    CSS.supports(property, value),
  );
  const root = document.documentElement;
  const texts = demoTexts(lang ?? navigator.language);
  // Of the demo's words: a screen reader reads them as such.
  root.lang = texts.lang;
  root.style.colorScheme = colorScheme;
  root.style.background = "transparent";
  document.body.style.margin = "0";
  // Then no worker may load the engine's script.
  if (self.origin === "null")
    return document.body.replaceChildren(element("main", {}, element("p", {}, texts.noOrigin)));
  const demo = element("phi3-mlflow-demo" as "div", Object.fromEntries(attributes));
  for (const [name, value] of variables) demo.style.setProperty(name, value);
  document.body.replaceChildren(element("main", {}, demo));
  tellHeight(demo);
}

function tellHeight(demo: HTMLElement): void {
  if (window.parent === window) return;
  new ResizeObserver(() => {
    const height = Math.ceil(demo.getBoundingClientRect().height);
    // The page around can be any; a height is no secret.
    window.parent.postMessage({ type: "phi3-mlflow-demo:height", height } satisfies HeightMessage, "*");
  }).observe(demo);
}
