import { expect, it } from "vitest";
import { PythonSource } from "#wrapper/python-syntax.ts";
import { readIpython } from "./ipython.ts";

it.each([
  ["%pip install mlflow\nx = 1", "0\nx = 1", ["%pip install mlflow"]],
  ["if True:\n    !ls\n    %cd ..", "if True:\n    0\n    0", ["!ls", "%cd .."]],
  ["files = !ls\nt = %timeit -o f()", "files = 0\nt = 0", ["files = !ls", "t = %timeit -o f()"]],
  ["model.predict?\nf??\n?g", "0\n0\n0", ["model.predict?", "f??", "?g"]],
  ["!pip install \\\n  mlflow\ny = 2", "0\n\ny = 2", ["!pip install \\\n  mlflow"]],
  ["! pip install a\n% cd ..\n!\nx = 1", "0\n0\n0\nx = 1", ["! pip install a", "% cd ..", "!"]],
  ["y = model?\nf(x).g?? ", "0\n0", ["y = model?", "f(x).g??"]],
  // The first "=" in no brackets counts, whatever stands before it.
  [
    'd["a=b"] = !ls\nif (n == 1): e = %env',
    'd["a=b"] = 0\nif (n == 1): e = 0',
    ['d["a=b"] = !ls', "if (n == 1): e = %env"],
  ],
  // Help at the end of a statement of several lines, or of brackets that nothing closes.
  ["a.groupby(\n  b\n).mean?\nx = 1", "0\n\n\nx = 1", ["a.groupby(\n  b\n).mean?"]],
  ["x = 1\n  (\n  y??\n", "x = 1\n  0\n\n", ["(\n  y??"]],
  ["f('a').b?\nd['a']?\nx = 'a?", "0\n0\n0", ["f('a').b?", "d['a']?", "x = 'a?"]],
  // These are Python.
  ["x = 'a' # b?\n# c?\ny = '''\nd?'''", null, []],
  ["x = (a\n% b)\ny = a % b\nz = 'a' \\\n% c", null, []],
  ['t = """\n%time\n!ls\n"""\nu = a != b', null, []],
  ["s = 'it''s' # '\nd = {'a': x if x else y}\n", null, []],
])("tells IPython's lines from Python: %j", (source, python, commands) => {
  const read = readIpython(source);
  expect([trimmed(read.python), read.python.length]).toEqual([python ?? source, source.length]);
  expect([read.cellMagic, read.commands]).toEqual([null, commands]);
  expect(new PythonSource(read.python).firstErrorLine()).toBeNull();
});

it("reads on behind a cell magic that runs Python, and not behind one that does not", () => {
  expect(readIpython("\n%%time\nx = 1")).toEqual({
    python: "\n0     \nx = 1",
    cellMagic: "time",
    commands: ["%%time"],
    depth: 0,
    strayCount: 0,
  });
  expect(readIpython("%%writefile a.py\nimport mlflow")).toEqual({
    python: "",
    cellMagic: "writefile",
    commands: [],
    depth: 0,
    strayCount: 0,
  });
  expect(readIpython("%%bash\nls -l").cellMagic).toBe("bash");
  expect(readIpython("\n  %%js.x a\nb").cellMagic).toBe("js.x");
  expect(readIpython("%%time?").cellMagic).toBeNull();
});

function trimmed(python: string): string {
  return python.replaceAll(/ +$/gm, "");
}
