import { expect, test } from "vitest";
import { renderJinja } from "./jinja.ts";

const steps = "it takes more than 1000000 steps, so that it may never end.";
const size = "what it puts together is larger than 64 MB.";
const depth = "its parts are nested more than 1000 levels deep.";
const digits = "An int of so many digits is not supported here";
const range = "Range too big. The sandbox blocks ranges larger than MAX_RANGE (100000).";

const loop = (body: string, times = 100): string => `{% for i in range(${times}) %}${body}{% endfor %}`;
/** Sets `n.s` again and again. */
const grown = (start: string, next: string, times = 100): string =>
  `{% set n = namespace(s=${start}) %}${loop(`{% set n.s = ${next} %}`, times)}`;

test.each([
  ["a range of a power", "{{ range(10**12) }}", range],
  ["loops in loops", loop(loop(loop(loop("x")))), steps],
  ["a long text", "{{ 'x' * 400000000 }}", size],
  ["a text that doubles", grown("'x'", "n.s + n.s"), size],
  ["a text that doubles by ~", grown("'x'", "n.s ~ n.s"), size],
  ["a list that doubles", grown("[1]", "n.s + n.s"), size],
  ["a list that is repeated", "{{ [1] * 400000000 }}", size],
  ["lists of lists", grown("[1]", "[n.s, n.s]") + "{{ n.s }}", steps],
  ["lists of lists as JSON", grown("[1]", "[n.s, n.s]") + "{{ n.s | tojson }}", steps],
  ["a long indent", "{{ 'a' | indent(1000000000) }}", size],
  ["a long indent of JSON", "{{ [1] | tojson(indent=1000000000) }}", size],
  ["a wide centre", "{{ 'a' | center(1000000000) }}{{ 'a'.ljust(1000000000) }}", size],
  ["a wide format", "{{ '%1000000000d' % 1 }}", size],
  ["wide zeros", "{{ 'a'.zfill(1000000000) }}", size],
  ["a separator of a long list", "{{ range(100000) | join('x' * 1000) }}", size],
  ["a separator's method", "{{ ('x' * 1000).join('y' * 100000) }}", size],
  ["a text that is replaced", grown("'aa'", "n.s | replace('a', 'aa')"), size],
  ["a batch that is filled", "{% for b in [1] | batch(1000000000, 0) %}{% endfor %}", steps],
  ["slices without end", "{% for s in [1] | slice(1000000000) %}{% endfor %}", steps],
  ["a number that doubles its digits", grown("10", "n.s * n.s"), digits],
  ["a power", "{{ 10 ** (10 ** 9) }}", digits],
  ["a long sum", `{{ ${"1 + ".repeat(50_000)}1 }}`, depth],
  ["a long list of nots", `{{ ${"not ".repeat(50_000)}1 }}`, depth],
  ["parentheses in parentheses", `{{ ${"(".repeat(50_000)}1${")".repeat(50_000)} }}`, depth],
  ["a macro that calls itself", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", depth],
  ["blocks in blocks", "{% if true %}".repeat(20_000) + "{% endif %}".repeat(20_000), depth],
  ["a long text that is turned round once", "{{ ('x' * 5000000) | reverse | length }}", size],
  [
    "a long text that is given to a filter again and again",
    "{% set s = 'x' * 3000000 %}" + loop("{% set x = 'a' | default(s) %}"),
    size,
  ],
  ["what is escaped again and again", grown("'&'", "n.s | forceescape", 30_000), size],
])("a template with %s ends with a reason", (_, template, reason) => {
  expect(reasonOf(template)).toBe(reason);
});

test.each([
  ["stripped", "s.strip('x')"],
  ["reversed", "s | reverse"],
  ["cut in pieces", "s.split('x')"],
  ["replaced between its characters", "s | replace('', 'aaaa')"],
  ["looked through", "'y' in s"],
  ["compared", "s == t"],
  ["a key", "d[s]"],
  ["made a title", "s.title()"],
])("a long text that is %s again and again ends with a reason", (_, operation) => {
  const start = "{% set s = 'x' * 3000000 %}{% set t = s[:-1] ~ 'y' %}{% set d = {} %}";
  expect(reasonOf(start + loop(`{% set x = ${operation} %}`, 100_000))).toBe(size);
});

test("spaces before a mark that takes them are no more work than others", () => {
  const spaces = " ".repeat(300_000);
  expect(renderJinja(`${spaces}x${spaces}{%- if true %}y{% endif %}`, {})).toBe(`${spaces}xy`);
});

test("a long conversation is no trouble", () => {
  const messages = Array.from({ length: 2000 }, (_, i) => ({
    role: i % 2 ? "assistant" : "user",
    content: "word ".repeat(500),
  }));
  const template =
    "{% for message in messages %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}{% endfor %}";
  expect(renderJinja(template, { messages })).toHaveLength(2000 * (2500 + 7) + 1000 * (8 + 13));
});

function reasonOf(template: string): string {
  try {
    renderJinja(template, {});
    return "rendered";
  } catch (error) {
    return (error as Error).message;
  }
}
