/** Collects the outputs of a running cell, in nbformat's form. */
import type { JupyterJson } from "#cells/cell-base.ts";
import type { PythonEvent } from "./python-port.ts";

/** The most characters per cell: more is nothing that a person reads, and would block the page. */
export const MOST_OUTPUTS = 1000;
const TOO_MANY = {
  output_type: "stream",
  name: "stderr",
  text: `The cell has given ${MOST_OUTPUTS} outputs. Further ones are not shown.\n`,
};

export class OutputCollector {
  #outputs: readonly JupyterJson[] = [];
  /** Replaces what is there with the next output: `clear_output(wait=True)`. */
  #clearsNext = false;
  readonly #displayIds = new WeakMap<JupyterJson, string>();

  get outputs(): readonly JupyterJson[] {
    return this.#outputs;
  }

  take(event: PythonEvent): void {
    if (event.kind === "text" || event.kind === "answer") return;
    if (event.kind === "clear") {
      this.#clearsNext = event.wait;
      if (!event.wait) this.#outputs = [];
      return;
    }
    if (event.kind === "output" && event.output["output_type"] === "update_display_data") {
      this.#update(event.output);
      return;
    }
    if (this.#clearsNext) this.#outputs = [];
    this.#clearsNext = false;
    if (event.kind === "stream") this.#write(event.name, event.text);
    else this.#add(this.#outputs, this.#kept(event.output));
  }

  #add(before: readonly JupyterJson[], output: JupyterJson): void {
    if (before.length < MOST_OUTPUTS) this.#outputs = [...before, output];
    else if (before.at(-1) !== TOO_MANY) this.#outputs = [...before, TOO_MANY];
  }

  #write(name: string, text: string): void {
    const last = this.#outputs.at(-1);
    const goesOn = last?.["output_type"] === "stream" && last["name"] === name && last !== TOO_MANY;
    const before = goesOn && typeof last["text"] === "string" ? last["text"] : "";
    const stream = { output_type: "stream", name, text: before + text };
    this.#add(goesOn ? this.#outputs.slice(0, -1) : this.#outputs, stream);
  }

  /** Without fields that nbformat does not have. */
  #kept({ transient, ...output }: JupyterJson): JupyterJson {
    const id = displayIdOf(transient);
    if (id !== null) this.#displayIds.set(output, id);
    return output;
  }

  #update({ data, metadata, transient }: JupyterJson): void {
    const id = displayIdOf(transient);
    this.#outputs = this.#outputs.map((output) => {
      if (id === null || this.#displayIds.get(output) !== id) return output;
      const updated = { ...output, data, metadata };
      this.#displayIds.set(updated, id);
      return updated;
    });
  }
}

function displayIdOf(transient: unknown): string | null {
  if (typeof transient !== "object" || transient === null || !("display_id" in transient)) return null;
  return typeof transient.display_id === "string" ? transient.display_id : null;
}
