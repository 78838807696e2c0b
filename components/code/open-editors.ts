/** The editors of the page that keep their caret and selection to themselves, for what asks for them from outside. */
export interface OpenEditor {
  /** Characters before the caret. */
  readonly caret: () => number;
  /** Takes the focus, and selects the characters from `start` to `end`. */
  readonly select: (start: number, end: number) => void;
}

const editors = new Map<Element, OpenEditor>();

/** @returns what takes it from the list again. */
export function addEditor(host: Element, editor: OpenEditor): () => void {
  editors.set(host, editor);
  return () => void editors.delete(host);
}

/** The editor that the element lies in. */
export function editorAround(element: Element | null): OpenEditor | undefined {
  return [...editors].find(([host]) => host.contains(element))?.[1];
}

/** The editor that lies in the element. */
export function editorIn(element: Element): OpenEditor | undefined {
  return [...editors].find(([host]) => element.contains(host))?.[1];
}
