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

test("a cell magic that is not Python is one command; %%time times the Python below it", () => {
  expect(ipythonCode("%%bash\nls")).toEqual({ python: "__ipython__(0)", commands: ["%%bash"] });
  expect(ipythonCode("%%time\nf()")).toEqual({ python: "__ipython__(0)\nf()", commands: ["%%time"] });
});
