/** Code cells, as the page reads them: IPython's syntax, and the names that a cell reads and sets. */
import { readUtf8 } from "../../src/base/read-utf8.ts";
import { readIpython } from "../../src/ipynb/forms/ipython.ts";
import { ipythonCode } from "../../src/python/ipython-code.ts";
import { markNames } from "../../src/python/mark-names.ts";
import { namesOf } from "../../src/python/names.ts";
import { always, type Target } from "./target.ts";

const decode = (bytes: Uint8Array): string => readUtf8(bytes, "f");
const encode = (text: string): Uint8Array => new TextEncoder().encode(text);

const CELLS = [
  "%%time\nimport mlflow\nx = 1\nx",
  "%%writefile a.py\nprint(1)\n",
  "%pip install mlflow==3.1\n!ls -l {x}\nfiles = !ls\nv = %env HOME\n",
  "import numpy as np\n\ndef f(a, *b, c=1):\n    global total\n    total = a + c\n    return [x for x in b if x]\n\nclass A(object):\n    y = f(1)\n",
  "mlflow.pyfunc.log_model?\n?print\nx.y??\n",
  "for i, (j, k) in enumerate(z):\n    with open(f'{i}') as g, h as l:\n        del j\n    match k:\n        case [a, *rest]: pass\n",
  "text = '''\n%not a magic\n!nor this\n'''\nd = {\n  1: 2,\n}\nd['%'] %= 3\n",
  "if (n := len(x)) > 1: await f(n)\nlambda q, *r: q\n",
].map(encode);

const WORDS = [
  ..."%% % ! !! ? ?? , ; / ( [ { } ] ) ''' \"\"\" ' \" # \\ := = == : @ * **".split(" "),
  "\n",
  "\n    ",
  "\t",
  "%%bash\n",
  "%%capture out\n",
  "%%timeit -n 1\n",
  "%matplotlib inline\n",
  "!pip install x\n",
  "a = !b\n",
  "a = %b c\n",
  "lambda ",
  "def f(",
  "class A:\n",
  "import a.b as c, d\n",
  "from . import *\n",
  "async for x in ",
  "f'{",
  "\\\n",
  "\u2028",
  "\r\n",
];

export const PYTHON_CELLS: Readonly<Record<string, Target>> = {
  ipython: {
    seeds: CELLS,
    words: WORDS,
    peer: "ipython",
    read: (bytes) => {
      const source = decode(bytes);
      const { cellMagic, commands, python } = readIpython(source);
      if (python !== "")
        always(python.split("\n").length === source.split("\n").length, "every line stays where it is");
      return JSON.stringify([cellMagic, cellMagic === null ? commands.length : null]);
    },
  },
  "cell-names": {
    seeds: CELLS,
    words: WORDS,
    read: (bytes) => {
      const source = decode(bytes);
      const { reads, writes } = namesOf(source);
      for (const name of [...reads, ...writes]) always(!/[\s(]/.test(name), "a name is a name");
      const setters = [
        { code: ipythonCode(source).python, writes },
        { code: source, writes },
      ];
      return markNames(setters, 1);
    },
  },
};
