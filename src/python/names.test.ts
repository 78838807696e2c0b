import { expect, test } from "vitest";
import { namesOf } from "./names.ts";

const sorted = (source: string) => {
  const { reads, writes } = namesOf(source);
  return { reads: [...reads].toSorted().join(" "), writes: [...writes].toSorted().join(" ") };
};

test.each([
  ["x = y", "y", "x"],
  ["x = 1\nprint(x)", "print", "x"],
  ["print(x)\nx = 1", "print x", "x"],
  ["a, (b, *c) = d = e", "e", "a b c d"],
  ["t += 1", "t", "t"],
  ["u: int = 3", "int", "u"],
  ["f.g = 1\nh[k] = 2", "f h k", "f h"],
  ["del x, y.z", "y", "x y"],
  ["import a.b as c, d.e\nfrom m import x as y, z", "", "c d y z"],
  ["for i, (j, k) in q:\n    print(i)", "print q", "i j k"],
  ["with open(p) as f:\n    f.read()", "open p", "f"],
  ["try:\n    pass\nexcept E as e:\n    print(e)", "E print", "e"],
  ["print(n := 10, end=m)", "m print", "n"],
  ["[q for q, r in s if q and w]", "s w", ""],
  ["{i: j for i in t}", "j t", ""],
  ["lambda x, y=k: x + w", "k w", ""],
  ["@dec\ndef f(a, b: T = d, *args, **kw) -> R:\n    c = a\n    return c + w", "R T d dec w", "f"],
  ["def f():\n    global g\n    g = h", "h", "f g"],
  ["def f():\n    return later\nlater = 1", "", "f later"],
  ["class C(B, metaclass=M):\n    z = 1\n    y = z\n    def m(self):\n        return z", "B M z", "C"],
  ["match a:\n    case P(x=y) | [c, *d]:\n        pass", "P a", "c d y"],
  ["f'{name} x {wide!r:>{width}}'", "name wide width", ""],
  ["%pip install x\nfiles = !ls\nprint(files)", "print", "files"],
  ["x = ", "", "x"],
])("%j reads %j and sets %j", (source, reads, writes) => {
  expect(sorted(source)).toEqual({ reads, writes });
});
