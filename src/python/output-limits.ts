/** How much of what a cell gives reaches the page: more is nothing that a person reads, and would fill the page's memory. */
import { MOST_OUTPUTS } from "./collect-outputs.ts";
import type { PythonEvent } from "./python-port.ts";

/** Characters of a cell's streams. */
const MOST_WRITTEN = 10_000_000;
/** Characters of its other outputs, as JSON: values, displays with their pictures, an exception. */
const MOST_SHOWN = 50_000_000;
/** Characters that are shown of an exception that is longer than that. */
const MOST_OF_ERROR = 10_000;

type OutputEvent = Extract<PythonEvent, { readonly kind: "output" }>;

export class OutputLimits {
  #written = 0;
  #isWrittenFull = false;
  #given = 0;
  #shown = 0;
  #isFull = false;

  /** Call when a cell begins, and when it clears its outputs. */
  clear(): void {
    this.#written = 0;
    this.#isWrittenFull = false;
    this.#given = 0;
    this.#shown = 0;
    this.#isFull = false;
  }

  /** @returns what the page gets of a text. */
  written(name: "stdout" | "stderr", text: string): readonly PythonEvent[] {
    if (this.#isWrittenFull) return [];
    const room = MOST_WRITTEN - this.#written;
    this.#written += text.length;
    if (text.length <= room) return [{ kind: "stream", name, text }];
    this.#isWrittenFull = true;
    const kept: readonly PythonEvent[] =
      room > 0 ? [{ kind: "stream", name, text: text.slice(0, room) }] : [];
    return [
      ...kept,
      note(`\nThe cell has written ${MOST_WRITTEN} characters. What it writes further is not shown.\n`),
    ];
  }

  /**
   * @param size of the output as JSON, in characters.
   * @returns what the page gets of it.
   */
  shown(event: OutputEvent, size: number): readonly PythonEvent[] {
    const type = event.output["output_type"];
    // It takes the place of another.
    const isUpdate = type === "update_display_data";
    if (size > (isUpdate ? MOST_SHOWN : MOST_SHOWN - this.#shown)) {
      if (type === "error") return [{ kind: "output", output: shortened(event.output) }];
      if (this.#isFull) return [];
      this.#isFull = true;
      return [
        note(
          `The cell's outputs have more than ${MOST_SHOWN} characters. The following ones are not shown.\n`,
        ),
      ];
    }
    if (isUpdate) return [event];
    this.#shown += size;
    this.#given += 1;
    // The first one beyond the limit tells the page that there are too many.
    return this.#given <= MOST_OUTPUTS + 1 || type === "error" ? [event] : [];
  }
}

function note(text: string): PythonEvent {
  return { kind: "stream", name: "stderr", text };
}

function shortened({ ename, evalue }: OutputEvent["output"]): OutputEvent["output"] {
  const start = String(evalue).slice(0, MOST_OF_ERROR);
  return { output_type: "error", ename, evalue: start, traceback: [`${String(ename)}: ${start}…`] };
}
