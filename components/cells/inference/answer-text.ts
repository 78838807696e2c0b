import { finishReasonOf, textOfAnswer as textOfPipeline } from "#pipeline/text-completion.ts";
import { textInJson } from "#inference/text-in-json.ts";
import type { Answer, ClassAnswer } from "#inference/class-answer.ts";

/** The model's text as people read it: what a Python class gives begins with a space, which is not shown. */
export function answerText(output: Answer): string {
  const text = exactAnswerText(output);
  return output.option === "transformers" ? text : text.trim();
}

/** The model's text without what wraps it, character by character. */
export function exactAnswerText(output: Answer): string {
  if (output.option === "transformers") return textOfPipeline(output.response[0]);
  return (output.option === "class" ? textOfMessage(output) : null) ?? output.response;
}

/** The message of a chat completion, the texts of a Responses API response; null for other answers. */
function textOfMessage({ json }: ClassAnswer): string | null {
  return json === null || !/^[[{]/.test(json) ? null : textInJson(json);
}

/** Whether option 1's answer ended at its token limit. */
export function isCutOff(output: Answer): boolean {
  if (output.option !== "transformers" || output.stopped) return false;
  return finishReasonOf(output.response[0]) === "length";
}

/** Where two texts first differ, in UTF-16 units and never inside a character; null if they are the same. */
export function firstDifference(a: string, b: string): number | null {
  if (a === b) return null;
  let at = 0;
  for (const char of a) {
    if (!b.startsWith(char, at)) break;
    at += char.length;
  }
  return at;
}
