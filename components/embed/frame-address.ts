/** The address of a demo in a frame: embed.html?bundle=…&prompt=…. Anyone can write one. */

/** What the demo shows; as the attributes of its element. */
const ATTRIBUTES = ["bundle", "prompt", "mode", "name", "size"] as const;
/** The demo's CSS variables, which do not reach into a frame, each with a CSS property that takes the same values. */
const LOOKS = [
  ["ink", "color"],
  ["paper", "color"],
  ["quiet", "color"],
  ["line", "color"],
  ["accent", "color"],
  ["accent-ink", "color"],
  ["radius", "border-radius"],
  ["font", "font"],
] as const;
const LONGEST = 20_000;

export type FrameAttribute = (typeof ATTRIBUTES)[number];

export interface Frame {
  readonly attributes: ReadonlyMap<FrameAttribute, string>;
  /** CSS variables with their values. */
  readonly variables: ReadonlyMap<string, string>;
  readonly colorScheme: "light" | "dark" | "light dark";
  /** "de", "en" …; null: the reader's. */
  readonly lang: string | null;
}

/**
 * @param search of the address. Parameters that are unknown, or whose value CSS does not take, are passed over.
 * @param takes whether a CSS property takes a value: `CSS.supports`.
 */
export function readFrame(search: string, takes: (property: string, value: string) => boolean): Frame {
  const given = new URLSearchParams(search);
  const theme = given.get("theme");
  return {
    attributes: new Map(
      ATTRIBUTES.flatMap((name) => {
        const value = given.get(name);
        return value === null ? [] : [[name, value.slice(0, LONGEST)] as const];
      }),
    ),
    variables: new Map(
      LOOKS.flatMap(([name, property]) => {
        const value = given.get(name);
        return value !== null && takes(property, value) ? [[`--phi3-demo-${name}`, value] as const] : [];
      }),
    ),
    colorScheme: theme === "light" || theme === "dark" ? theme : "light dark",
    lang: /^[a-z]{2,3}\b/i.exec(given.get("lang") ?? "")?.[0] ?? null,
  };
}

/** @param page of the frame. */
export function frameAddress(page: string, attributes: ReadonlyMap<FrameAttribute, string>): string {
  const url = new URL(page);
  url.search = new URLSearchParams([...attributes]).toString();
  url.hash = "";
  return url.href;
}
