/** The selection in an editor, passed on when one editor replaces another. */
export interface EditorPlace {
  readonly hasFocus: boolean;
  /** Offsets of the end of the selection that stays, and of the one that moves: the caret. */
  readonly anchor: number;
  readonly caret: number;
  readonly scrollTop: number;
  readonly scrollLeft: number;
}

export function placeOfArea(area: HTMLTextAreaElement): EditorPlace {
  const { selectionStart: start, selectionEnd: end, selectionDirection, scrollTop, scrollLeft } = area;
  const [anchor, caret] = selectionDirection === "backward" ? [end, start] : [start, end];
  return { hasFocus: document.activeElement === area, anchor, caret, scrollTop, scrollLeft };
}

export function goToInArea(area: HTMLTextAreaElement, place: EditorPlace): void {
  const { hasFocus, anchor, caret, scrollTop, scrollLeft } = place;
  const [start, end] = anchor < caret ? [anchor, caret] : [caret, anchor];
  area.setSelectionRange(start, end, caret < anchor ? "backward" : "forward");
  if (hasFocus) area.focus({ preventScroll: true });
  area.scrollTo(scrollLeft, scrollTop);
}
