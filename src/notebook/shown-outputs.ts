/** Chooses what to show of a cell's outputs, as Jupyter does: one block per output, in the richest type that the page can show. */
import { isRecord } from "#base/record.ts";
import type { JupyterJson } from "#cells/cell-base.ts";
import { withFewMarks } from "./combining-marks.ts";
import { isHeavyHtml } from "./heavy-html.ts";
import { isHeavySvg } from "./heavy-svg.ts";
import { IMAGE_TYPES } from "./image-url.ts";

export type ShownOutput =
  | { readonly type: "text"; readonly text: string; readonly isError: boolean }
  | { readonly type: "html" | "markdown"; readonly text: string; readonly plain: string }
  | { readonly type: "json"; readonly text: string }
  | {
      readonly type: "image";
      readonly mime: string;
      /** Base64, or an SVG's text. */
      readonly data: string;
      readonly plain: string;
      readonly width: number | null;
      readonly height: number | null;
    }
  /** Nothing in it can be shown. */
  | { readonly type: "unknown"; readonly mimes: readonly string[] };

/** The page shows only the beginning of a longer text. */
export const LONGEST_SHOWN = 100_000;

/** @param outputs in nbformat's form; anything else is left out. */
export function shownOutputs(outputs: readonly JupyterJson[]): ShownOutput[] {
  return withStreamsJoined(outputs).flatMap((output): ShownOutput[] => {
    switch (output["output_type"]) {
      case "stream":
        return [{ type: "text", text: textOf(output["text"]), isError: output["name"] === "stderr" }];
      case "error":
        return [{ type: "text", text: tracebackOf(output), isError: true }];
      case "display_data":
      case "execute_result":
      case "update_display_data":
        return [shownBundle(record(output["data"]), record(output["metadata"]))];
      default:
        return [];
    }
  });
}

/** A stream continues the one before it if both have the same name. */
function withStreamsJoined(outputs: readonly JupyterJson[]): JupyterJson[] {
  const joined: JupyterJson[] = [];
  for (const output of outputs) {
    const before = joined.at(-1);
    const goesOn =
      output["output_type"] === "stream" &&
      before?.["output_type"] === "stream" &&
      before["name"] === output["name"];
    if (goesOn)
      joined[joined.length - 1] = { ...before, text: textOf(before["text"]) + textOf(output["text"]) };
    else joined.push(output);
  }
  return joined;
}

function tracebackOf({ traceback, ename, evalue }: JupyterJson): string {
  const lines = Array.isArray(traceback) ? traceback.filter((line) => typeof line === "string") : [];
  return lines.length > 0 ? withFewMarks(lines.join("\n")) : `${textOf(ename)}: ${textOf(evalue)}`;
}

function shownBundle(data: JupyterJson, metadata: JupyterJson): ShownOutput {
  const plain = textOf(data["text/plain"]);
  if (data["application/json"] !== undefined)
    return { type: "json", text: jsonText(data["application/json"]) };
  const [html, markdown, latex] = ["text/html", "text/markdown", "text/latex"].map((mime) =>
    textOf(data[mime]),
  );
  if (html && html.trim() !== "" && html.length <= LONGEST_SHOWN && !isHeavyHtml(html))
    return { type: "html", text: html, plain };
  if (markdown && markdown.length <= LONGEST_SHOWN) return { type: "markdown", text: markdown, plain };
  if (latex) return { type: "text", text: latex, isError: false };
  const mime = IMAGE_TYPES.find((each) => isShown(each, textOf(data[each])));
  if (mime !== undefined) {
    const { width, height } = record(metadata[mime]);
    return {
      type: "image",
      mime,
      data: textOf(data[mime]),
      plain,
      width: pixels(width),
      height: pixels(height),
    };
  }
  if (data["text/plain"] !== undefined) return { type: "text", text: plain, isError: false };
  return { type: "unknown", mimes: Object.keys(data) };
}

function isShown(mime: string, data: string): boolean {
  return data !== "" && !(mime === "image/svg+xml" && isHeavySvg(data));
}

/** nbformat stores text as one string or as lines. */
function textOf(value: unknown): string {
  const lines = Array.isArray(value) ? value : [value];
  return withFewMarks(lines.filter((line) => typeof line === "string").join(""));
}

function jsonText(value: unknown): string {
  try {
    const text = JSON.stringify(
      value,
      (_key, each: unknown) => (typeof each === "number" && !Number.isFinite(each) ? String(each) : each),
      2,
    );
    return withFewMarks(text);
  } catch {
    // Also when it is nested too deeply.
    return "…";
  }
}

function pixels(value: unknown): number | null {
  return typeof value === "number" && value > 0 && value < 20_000 ? value : null;
}

function record(value: unknown): JupyterJson {
  return isRecord(value) ? value : {};
}
