import { expect, test } from "vitest";
import { english } from "#base/message.ts";
import { AppError } from "#base/errors.ts";
import { pythonPattern } from "./python-pattern.ts";

function faultOf(pattern: string): string {
  try {
    pythonPattern(pattern, false);
    return "";
  } catch (thrown) {
    if (!(thrown instanceof AppError)) throw thrown;
    return english(thrown.wording)
      .replace("The pattern cannot be used: ", "")
      .replace(". Write it as Python's re module takes it.", "");
  }
}

/** Python's re refuses each but the last, where JavaScript's reference means something else. */
test.each([
  ["(?<=a*)b", "what (?<=…) looks back at has no fixed length"],
  ["(?<!a|bc)d", "what (?<!…) looks back at has no fixed length"],
  [String.raw`(a|bc)(?<=\1)`, "what (?<=…) looks back at has no fixed length"],
  [String.raw`(?<=(a)\1)`, "group 1 and its reference are in the same look-behind"],
  [String.raw`(a\1)`, "group 1 is still open at its reference"],
  [String.raw`\1(a)`, "there is no group 1 before its reference"],
  ["(?P<n>a)|(?P<n>b)", "two groups are called n"],
  ["(?P=n)(?P<n>a)", "no group before it is called n"],
  ["^*", "there is nothing that * can repeat"],
  [String.raw`a\b{2}`, "there is nothing that {2} can repeat"],
  ["(|+)", "there is nothing that + can repeat"],
  ["a+{2}", "{2} repeats a repeat"],
  ["a(?#x)*(?#y)?", "? repeats a repeat"],
  [String.raw`\777`, String.raw`\777 is more than \377`],
  ["a)", "a closing bracket has no opening one"],
  ["(a", "a group is not closed"],
  ["a{3,2}", "brackets, groups or repeats do not fit together"],
  ["(".repeat(500) + ")".repeat(500), "its groups are nested more than 100 levels deep"],
  [String.raw`(a)?\1b`, "references to a group that may be left out, as group 1, are not supported"],
])("%s is refused: %s", (pattern, fault) => {
  expect(faultOf(pattern)).toBe(fault);
});

test.each([
  ["(?<=ab|cd)e", "cde", "ce"],
  ["(?<=(?:a|b){2})c", "abc", "ac"],
  [String.raw`(ab)(?<=\1)c`, "abc", "ac"],
  [String.raw`(?P<a>x)\1(?P=a)`, "xxx", "xx"],
  [String.raw`(?:(a)|(a)b)c(?=c)`, "acc", "ac"],
  ["(?=a)*b", "b", "a"],
  ["a(?#a letter)+b", "aab", "ba"],
  ["(?i)(?s)A.B", "a\nb", "ab"],
  [String.raw`\141\01`, "a\u0001", "a"],
  ["{}{,}x{", "{}}}x{", "{x"],
])("%s matches %j, and not %j", (pattern, matching, other) => {
  const compiled = pythonPattern(pattern, false);
  expect([matching, other].map((text) => compiled.test(text))).toEqual([true, false]);
});
