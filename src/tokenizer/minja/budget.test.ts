import { expect, test } from "vitest";
import { renderMinja } from "./minja.ts";

const steps = "it takes more than 1000000 steps, so that it may never end.";
const size = "what it puts together is larger than 64 MB.";
const depth = "its parts are nested more than 1000 levels deep.";

const loop = (body: string, times = 100): string => `{% for i in range(${times}) %}${body}{% endfor %}`;

test.each([
  ["a range of a power", "{{ range(10**12) }}", steps],
  ["a long range", "{{ range(1000000000000) }}", steps],
  ["a range that stays where it is", "{{ range(0, 5, 0) }}{{ range(5, 0, 0) }}", steps],
  ["loops in loops", loop(loop(loop(loop("x")))), steps],
  ["a long text", "{{ 'x' * 400000000 }}", size],
  ["a text that doubles", "{% set n = namespace(s='x') %}" + loop("{% set n.s = n.s + n.s %}"), size],
  ["a text that doubles by ~", "{% set n = namespace(s='x') %}" + loop("{% set n.s = n.s ~ n.s %}"), size],
  ["a list that doubles", "{% set n = namespace(s=[1]) %}" + loop("{% set n.s = n.s + n.s %}"), size],
  [
    "lists of lists",
    "{% set n = namespace(s=[1]) %}" + loop("{% set n.s = [n.s, n.s] %}") + "{{ n.s }}",
    steps,
  ],
  [
    "lists of lists compared",
    "{% set n = namespace(a=[1], b=[1]) %}" +
      loop("{% set n.a = [n.a, n.a] %}{% set n.b = [n.b, n.b] %}") +
      "{{ n.a == n.b }}",
    steps,
  ],
  ["a long indent", "{{ 'a' | indent(1000000000) }}", size],
  ["a long indent of JSON", "{{ [1] | tojson(1000000000) }}", size],
  ["a separator of a long list", "{{ range(100000) | join('x' * 1000) }}", size],
  ["a list that holds itself", "{% set a = [1] %}{% set x = a.append(a) %}{{ a }}", depth],
  ["a macro that calls itself", "{% macro m() %}{{ m() }}{% endmacro %}{{ m() }}", depth],
  ["a long sum", `{{ ${"1 + ".repeat(50_000)}1 }}`, depth],
  ["blocks in blocks", "{% if true %}".repeat(20_000) + "{% endif %}".repeat(20_000), depth],
  [
    "the errors of levels on a long line",
    "{% if true %}".repeat(900) + " ".repeat(200_000) + "{{ nothing.x }}" + "{% endif %}".repeat(900),
    size,
  ],
  [
    "what is escaped again and again",
    "{% set n = namespace(s='&') %}" + loop("{% set n.s = n.s | e %}", 30_000),
    size,
  ],
])("a template with %s ends with a reason", (_, template, reason) => {
  expect(reasonOf(template)).toBe(reason);
});

test("levels are counted, before the stack is at its end", () => {
  const blocks = (levels: number): string =>
    `${"{% if true %}".repeat(levels)}a${"{% endif %}".repeat(levels)}`;
  expect(renderMinja(blocks(900), {})).toBe("a");
  expect(reasonOf(blocks(1001))).toBe(depth);
});

test("a slice far beyond a list ends where the list does, as in native", () => {
  expect(reasonOf("{{ [1, 2][0:1000000000000] }}")).toContain("vector::_M_range_check");
  expect(renderMinja("{{ 'abc'[0:1000000000000] }}", {})).toBe("abc");
});

test("a long chain of filters takes no stack, and ends with its answer", () => {
  expect(renderMinja(`{{ ' a'${" | trim".repeat(60_000)} }}`, {})).toBe("a");
});

test("spaces before a mark that takes them are no more work than others", () => {
  const spaces = " ".repeat(300_000);
  expect(renderMinja(`${spaces}x${spaces}{%- if true %}y{% endif %}`, {})).toBe(`${spaces}xy`);
});

test("a long conversation is no trouble", () => {
  const messages = Array.from({ length: 2000 }, (_, i) => ({
    role: i % 2 ? "assistant" : "user",
    content: "word ".repeat(500),
  }));
  const template =
    "{% for message in messages %}{{ '<|' + message['role'] + '|>' + message['content'] + '<|end|>' }}{% endfor %}";
  expect(renderMinja(template, { messages })).toHaveLength(2000 * (2500 + 7) + 1000 * (8 + 13));
});

function reasonOf(template: string): string {
  try {
    renderMinja(template, {});
    return "rendered";
  } catch (error) {
    return (error as Error).message;
  }
}
