import Anser from "anser";
import type { CSSProperties } from "react";
import { withFewMarks } from "#notebook/combining-marks.ts";
import { terminalText } from "#notebook/terminal-text.ts";
import "./ansi.css";

/** Text with a terminal's colours. */
export function AnsiText({ text }: { readonly text: string }) {
  const parts = Anser.ansiToJson(withFewMarks(terminalText(text)), {
    json: true,
    remove_empty: true,
    use_classes: true,
  });
  return parts.map(({ content, fg, bg, fg_truecolor, bg_truecolor, decorations }, place) => {
    const colours = { color: colourOf(fg, fg_truecolor), backgroundColor: colourOf(bg, bg_truecolor) };
    const decorated = decorations.map((each) => `ansi-${each}`).join(" ");
    const isPlain = !colours.color && !colours.backgroundColor && decorated === "";
    if (isPlain) return content;
    return (
      // oxlint-disable-next-line react/no-array-index-key -- the parts of one text have no other names, and never move
      <span key={place} className={decorated} style={definedOf(colours)}>
        {content}
      </span>
    );
  });
}

/** The sixteen are the theme's; the rest is mixed with the text colour, to be readable on light and dark. */
function colourOf(name: string | null, trueColour: string | null): string | undefined {
  if (!name) return undefined;
  if (name === "ansi-truecolor") return trueColour ? mixed(`rgb(${trueColour})`) : undefined;
  const palette = /^ansi-palette-(\d+)$/.exec(name)?.[1];
  return palette === undefined ? `var(--${name})` : mixed(paletteColour(Number(palette)));
}

function mixed(colour: string): string {
  return `color-mix(in srgb, ${colour} 60%, var(--ink))`;
}

/** xterm's colours from 16 on: a cube with six steps per side, and greys. */
function paletteColour(number: number): string {
  if (number >= 232) {
    const grey = 8 + (number - 232) * 10;
    return `rgb(${grey}, ${grey}, ${grey})`;
  }
  const step = (place: number) => (place === 0 ? 0 : 55 + place * 40);
  const at = number - 16;
  return `rgb(${step(Math.floor(at / 36))}, ${step(Math.floor(at / 6) % 6)}, ${step(at % 6)})`;
}

function definedOf(style: Record<string, string | undefined>): CSSProperties {
  return Object.fromEntries(Object.entries(style).filter(([, value]) => value !== undefined));
}
