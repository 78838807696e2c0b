import { expect, test } from "vitest";
import { ipythonCode } from "./ipython-code.ts";

test("magics and shell commands become calls of the session, on the lines where they stood", () => {
  expect(
    ipythonCode(`%pip install mlflow \\
    torch
if True:
    !ls
files = !ls
text = """
%not a magic
"""
x = 7 % 3`),
  ).toEqual({
    python: `__ipython__(0)
         
if True:
    __ipython__(1)
files = __ipython__(2)
text = """
%not a magic
"""
x = 7 % 3`,
    commands: ["%pip install mlflow \\\n    torch", "!ls", "files = !ls"],
  });
});

test("a cell magic gets its cell as text, except where the cell's Python runs as any", () => {
  const bash = "%%bash\nls \\\n  -l";
  expect(ipythonCode(bash)).toEqual({ python: "__ipython__(0)", commands: [bash] });
  expect(ipythonCode("%%timeit x = 1\nf(x)")).toEqual({
    python: "__ipython__(0)",
    commands: ["%%timeit x = 1\nf(x)"],
  });
  expect(ipythonCode("%%time\nf()")).toEqual({ python: "__ipython__(0)\nf()", commands: ["%%time"] });
  expect(ipythonCode("%%capture out\n!pip install x\nf()")).toEqual({
    python: "__ipython__(0)\n__ipython__(1)\nf()",
    commands: ["%%capture out", "!pip install x"],
  });
});
