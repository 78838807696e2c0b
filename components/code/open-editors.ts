/** The page's editors that keep caret and selection to themselves, for code outside that needs them. */
export interface OpenEditor {
  /** Offset of the caret. */
  readonly caret: () => number;
  /** Focuses it, and selects the characters from `start` to `end`. */
  readonly select: (start: number, end: number) => void;
}

const editors = new Map<Element, OpenEditor>();

/** @returns a function that removes it from the list. */
export function addEditor(host: Element, editor: OpenEditor): () => void {
  editors.set(host, editor);
  return () => void editors.delete(host);
}

/** The editor that contains the element. */
export function editorAround(element: Element | null): OpenEditor | undefined {
  return [...editors].find(([host]) => host.contains(element))?.[1];
}

/** The editor inside the element. */
export function editorIn(element: Element): OpenEditor | undefined {
  return [...editors].find(([host]) => element.contains(host))?.[1];
}
