/** The end of a sentence, with the space or the line's end behind it. */
const END = /[.!?…。！？][)\]"'”’»]*\s|[。！？]|\n/g;

/**
 * How much of a text that is still growing can be read out: its whole sentences.
 * @returns the place behind the last sentence that is whole; `from` if there is none.
 */
export function endOfSentences(text: string, from: number): number {
  const last = [...text.slice(from).matchAll(END)].at(-1);
  return last === undefined ? from : from + last.index + last[0].length;
}
