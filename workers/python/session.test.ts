import { afterAll, afterEach, beforeAll, expect, test, vi } from "vitest";
import { PythonError, type HostMethod } from "#python/bridge.ts";
import type { PythonEvent, PythonInterpreter } from "#python/python-port.ts";
import { nodePython } from "./testing/node-python.ts";

// A cell that misses its interrupt would run for ever.
vi.setConfig({ testTimeout: 60_000 });

let python: PythonInterpreter;
let count = 0;

const methods = new Map<string, HostMethod>([
  ["echo", ([value]) => value],
  ["session.input", ([prompt]) => `answer to ${typeof prompt === "string" ? prompt : "nothing"}`],
  [
    "refuse",
    () => {
      throw new PythonError("json.decoder.JSONDecodeError", "No.");
    },
  ],
  [
    "wait",
    (_args, { signal }) => {
      return new Promise((resolve) => signal.addEventListener("abort", () => resolve(null)));
    },
  ],
]);

const start = (): Promise<PythonInterpreter> =>
  nodePython().start({ methods, dispose: () => undefined }, () => undefined, new AbortController().signal);

beforeAll(async () => {
  python = await start();
});
afterEach(async ({ task }) => {
  if (!task.result?.errors?.length) return;
  // Its cell may run for ever.
  python.end();
  python = await start();
});
afterAll(() => python.end());

async function events(
  source: string,
  options: {
    commands?: string[];
    signal?: AbortSignal;
    python?: string;
    onEvent?: (event: PythonEvent) => void;
  } = {},
) {
  const found: PythonEvent[] = [];
  count += 1;
  await python.run(
    { source, python: options.python ?? source, commands: options.commands ?? [], count },
    (event) => {
      found.push(event);
      options.onEvent?.(event);
    },
    options.signal ?? new AbortController().signal,
  );
  return found;
}

/** stdout and stderr as one text, values by their text, errors by their last line. */
async function shown(source: string, options: Parameters<typeof events>[1] = {}): Promise<string> {
  const texts = (await events(source, options)).map((event) => {
    if (event.kind === "stream") return event.text;
    if (event.kind === "clear") return "(clear)";
    if (event.kind !== "output") return "";
    const { data, traceback } = event.output as unknown as {
      readonly data?: Record<string, string>;
      readonly traceback?: readonly string[];
    };
    return data ? data["text/plain"] : plain(traceback?.join("\n") ?? "");
  });
  return texts.join("");
}

// oxlint-disable-next-line no-control-regex
const plain = (text: string): string => text.replaceAll(/\u001B\[\d+m/g, "");

test("a cell writes as it runs, and shows the value of its last line", async () => {
  expect(await shown("print('a')\n1 + 1")).toBe("a\n2");
});

test("variables stay, and a cell whose last line ends with a semicolon shows nothing", async () => {
  expect(await shown("kept = [1, 2]\nkept;")).toBe("");
  expect(await shown("kept")).toBe("[1, 2]");
  expect(await shown("_, Out[max(Out)]")).toBe("([1, 2], [1, 2])");
});

test("every kind of value crosses to the page and back", async () => {
  expect(
    await shown(
      "import phi3_bridge\nphi3_bridge.call('echo', [None, 1, 1.5, 'x', {'a': b'ab'}, True, float('nan')])",
    ),
  ).toBe("[None, 1, 1.5, 'x', {'a': b'ab'}, True, nan]");
});

test("an error of the page is raised as the class that it names, where that can be made of a message", async () => {
  expect(
    await shown(
      "import phi3_bridge\ntry:\n    phi3_bridge.call('nothing')\nexcept NotImplementedError as error:\n    print(error)",
    ),
  ).toBe("The page has no method nothing.\n");
  // This class wants more than a message.
  expect(
    await shown("try:\n    phi3_bridge.call('refuse')\nexcept RuntimeError as error:\n    print(error)"),
  ).toBe("No.\n");
});

test("input asks the page, and its question and answer stay in sight", async () => {
  expect(await shown("input('Name? ')")).toBe("Name? answer to Name? \n'answer to Name? '");
});

test("await works in a cell", async () => {
  expect(await shown("import asyncio\nawait asyncio.sleep(0.01)\n'awaited'")).toBe("'awaited'");
});

test("tracebacks show the person's own modules, and nothing of the session", async () => {
  const mine = `import importlib, os, sys
os.makedirs('/home/pyodide', exist_ok=True)
with open('/home/pyodide/mine_traced.py', 'w') as file:
    file.write('def fail():\\n    return 1 / 0\\n')
sys.path.insert(0, '/home/pyodide')
importlib.invalidate_caches()
import mine_traced
mine_traced.fail()`;
  expect(await shown(mine)).toContain("File /home/pyodide/mine_traced.py:2, in fail");
  const printed = await shown(
    "import traceback\ntry:\n    open('/missing')\nexcept OSError:\n    traceback.print_exc()",
  );
  expect(printed).toBe(`Traceback (most recent call last):
  File "<cell ${count}>", line 3, in <module>
    open('/missing')
    ~~~~^^^^^^^^^^^^
FileNotFoundError: [Errno 2] No such file or directory: '/missing'
`);
});

test("a traceback points to the line of the cell", async () => {
  const first = count + 1;
  expect(await shown("def f():\n    return 1 / 0\nf()")).toBe(
    `---------------------------------------------------------------------------
ZeroDivisionError                         Traceback (most recent call last)
Cell In[${first}], line 3
      1 def f():
      2     return 1 / 0
----> 3 f()

Cell In[${first}], line 2, in f
      1 def f():
----> 2     return 1 / 0
      3 f()

ZeroDivisionError: division by zero`,
  );
  expect(await shown("a b")).toBe(`  Cell In[${first + 1}], line 1
    a b
      ^
SyntaxError: invalid syntax`);
  expect(await shown("raise SystemExit(3)")).toContain("SystemExit: 3");
});

test("display, Markdown and HTML are outputs of nbformat", async () => {
  expect(
    await events("from IPython.display import HTML, Markdown\ndisplay(Markdown('**a**'))\nHTML('<b>x</b>')"),
  ).toEqual([
    {
      kind: "output",
      output: {
        output_type: "display_data",
        data: { "text/markdown": "**a**", "text/plain": "<IPython.core.display.Markdown object>" },
        metadata: {},
      },
    },
    {
      kind: "output",
      output: {
        output_type: "execute_result",
        execution_count: count,
        data: { "text/html": "<b>x</b>", "text/plain": "<IPython.core.display.HTML object>" },
        metadata: {},
      },
    },
  ]);
});

test("what is too long for a line is printed as IPython prints it", async () => {
  expect(await shown("{'a' * 30: 'b' * 30, 'c' * 30: ['d' * 20] * 3}")).toBe(
    `{'${"a".repeat(30)}': '${"b".repeat(30)}',
 '${"c".repeat(30)}': ['${"d".repeat(20)}',
  '${"d".repeat(20)}',
  '${"d".repeat(20)}']}`,
  );
});

test("pip install of what the page has is acknowledged; of others it says what to do", async () => {
  const command = "%pip install -q IPython==9.0 accelerate seaborn";
  expect(await shown(command, { commands: [command], python: "__ipython__(0)" })).toBe(
    `IPython is part of this page's Python.
accelerate: nothing to install. What runs here needs no part of it.
seaborn is not part of this page's Python, and cannot be installed here. Save the notebook and run it in Jupyter, or leave it out.
`,
  );
});

/** Presses Stop as soon as it has printed a line. */
async function stopped(source: string): Promise<string> {
  const controller = new AbortController();
  return shown(source, { signal: controller.signal, onEvent: atLine(() => controller.abort()) });
}

const atLine =
  (act: () => void) =>
  (event: PythonEvent): void => {
    if (event.kind === "stream" && event.text.endsWith("\n")) act();
  };

const ENDLESS_FINALIZER =
  "class Endless:\n    def __del__(self):\n        print('begun')\n        while True: pass\n";

test.each([
  ["a loop", "print('begun')\nwhile True:\n    pass"],
  ["a loop that calls", "def f(): return 1\nprint('begun')\nwhile True:\n    f()"],
  ["time.sleep", "import time\nprint('begun')\ntime.sleep(60)"],
  [
    "time.sleep in a generator",
    "import time\ndef slow():\n    print('begun')\n    while True:\n        yield time.sleep(60)\nlist(slow())",
  ],
  ["a long call of the page", "import phi3_bridge\nprint('begun')\nphi3_bridge.call('wait')"],
  ["an await", "import asyncio\nprint('begun')\nawait asyncio.sleep(60)"],
  ["awaits without end", "import asyncio\nprint('begun')\nwhile True:\n    await asyncio.sleep(0)"],
  [
    "an async for that never waits",
    "async def numbers():\n    print('begun')\n    while True: yield 1\nasync for number in numbers():\n    pass",
  ],
  ["a loop in a finalizer", `${ENDLESS_FINALIZER}Endless()\nwhile True: pass`],
  ["a wait after a loop in a finalizer", `import time\n${ENDLESS_FINALIZER}Endless()\ntime.sleep(60)`],
  [
    "an await after a loop in a finalizer",
    `import asyncio\n${ENDLESS_FINALIZER}Endless()\nawait asyncio.sleep(60)`,
  ],
  ["many finalizers", `${ENDLESS_FINALIZER}all = [Endless() for _ in range(50)]\ndel all\nwhile True: pass`],
  [
    "a wait in a finalizer",
    "import time\nclass Slow:\n    def __del__(self):\n        print('begun')\n        time.sleep(60)\nSlow()\nwhile True: pass",
  ],
  ["a loop in finally", "try:\n    print('begun')\nfinally:\n    while True: pass"],
  [
    "a task beside the cell's",
    "import asyncio\nasync def spin():\n    print('begun')\n    while True: pass\ntask = asyncio.create_task(spin())\nawait asyncio.sleep(60)",
  ],
  ["a regular expression", "import re\nprint('begun')\nre.match(r'(a+)+$', 'a' * 64 + 'b')"],
  [
    "the text of an exception",
    "class Odd(Exception):\n    def __str__(self):\n        print('begun')\n        while True: pass\nraise Odd",
  ],
])("an interrupt ends %s, and the session goes on", async (_what, source) => {
  expect(await stopped(source)).toMatch(/^begun\n[^]*KeyboardInterrupt: ?$/);
  expect(await shown("'goes on'")).toBe("'goes on'");
});

test("an interrupt ends a loop that prints more than the page can read", async () => {
  const controller = new AbortController();
  let lines = 0;
  const printed = await shown("at = 0\nwhile True:\n    at += 1\n    print(at)", {
    signal: controller.signal,
    onEvent: atLine(() => {
      lines += 1;
      if (lines === 100) controller.abort();
    }),
  });
  expect(printed).toMatch(/^1\n2\n[^]*KeyboardInterrupt: ?$/);
});

test("a wait that is over is not taken for one that an interrupt has ended", async () => {
  expect(await stopped("import time\ntime.sleep(0.001)\nprint('begun')\nwhile True: pass")).toMatch(
    /^begun\n[^]*KeyboardInterrupt: ?$/,
  );
});

test("an interrupt that the code handles comes once, and each further one again", async () => {
  const handled = `seen = 0
while seen < 3:
    try:
        print('computes')
        while True: pass
    except KeyboardInterrupt:
        seen += 1
seen`;
  const controller = new AbortController();
  const text = await shown(handled, {
    signal: controller.signal,
    onEvent: atLine(() => {
      if (controller.signal.aborted) python.interrupt();
      else controller.abort();
    }),
  });
  expect(text).toBe("computes\ncomputes\ncomputes\n3");
});

test("an interrupt that the notebook's own handler raises between two steps of the event loop ends the cell", async () => {
  const source = `import asyncio
def interrupted():
    raise KeyboardInterrupt
loop = asyncio.get_event_loop()
handler, loop._keyboard_interrupt_handler = loop._keyboard_interrupt_handler, interrupted
loop.call_soon(interrupted)
print('begun')
await asyncio.sleep(60)`;
  expect(await shown(source)).toMatch(/^begun\n[^]*KeyboardInterrupt$/);
  expect(
    await shown("loop._keyboard_interrupt_handler = handler\nawait asyncio.sleep(0.02)\n'goes on'"),
  ).toBe("'goes on'");
});

test("a task that exits ends alone, and tells whoever awaits it", async () => {
  const source = `import asyncio, sys
async def leave():
    sys.exit(3)
task = asyncio.create_task(leave())
await asyncio.sleep(0)
try:
    await task
except SystemExit as error:
    print('exits with', error)`;
  expect(await shown(source)).toMatch(/^exits with 3\n/);
});

test("an exception that the end of a cell raises is told, and the session goes on", async () => {
  const source =
    "def late():\n    raise KeyboardInterrupt\nget_ipython().at_end.callback(late)\nprint('over')";
  expect(await shown(source)).toMatch(/^over\n-+\nKeyboardInterrupt[^]*KeyboardInterrupt: $/);
  expect(await shown("'goes on'")).toBe("'goes on'");
});

test("whatever a cell puts in place of the streams, it ends, and the session goes on", async () => {
  const before = "import sys; kept = sys.stdout, sys.stderr; told = 7";
  await shown(before);
  for (const source of ["sys.stdout = None; print(1)", "del sys.stderr; 1 / 0", "sys.stdout = 5"]) {
    await shown(source);
    expect(await shown("told")).toContain("7");
  }
  expect(await shown("sys.stdout, sys.stderr = kept; print('again')")).toBe("again\n");
});

test("code with a signal handler of its own handles Stop", async () => {
  const source = `import signal
stopped = []
before = signal.signal(signal.SIGINT, lambda number, frame: stopped.append(number))
print('begun')
while not stopped:
    pass
signal.signal(signal.SIGINT, before)
stopped`;
  expect(await stopped(source)).toBe("begun\n[2]");
});

test("an interrupt that comes before the code begins ends the cell", async () => {
  const controller = new AbortController();
  const running = shown("import asyncio\nawait asyncio.sleep(60)", { signal: controller.signal });
  controller.abort();
  expect(await running).toMatch(/^-+\nKeyboardInterrupt[^]*KeyboardInterrupt: ?$/);
  expect(await shown("'goes on'")).toBe("'goes on'");
});

test("an interrupt that comes while Python computes ends the wait that it begins then", async () => {
  const source = `import time
print('begun')
ends = time.time() + 0.05
while time.time() < ends:
    pass
time.sleep(60)`;
  expect(await stopped(source)).toMatch(/^begun\n[^]*KeyboardInterrupt: ?$/);
  expect(await shown("'goes on'")).toBe("'goes on'");
});

test("the live session completes names and attributes, and calls nothing of the notebook for it", async () => {
  await shown(
    "class Box:\n    size = 3\n    @property\n    def touched(self):\n        raise SystemExit\n    def open(self, wide=False): ...\nbox = Box()",
  );
  expect(await python.complete("x = box.")).toEqual({
    replaces: 0,
    items: [
      { name: "open", kind: "function", detail: "(self, wide=False)" },
      { name: "size", kind: "variable", detail: "int" },
      { name: "touched", kind: "property", detail: "property" },
    ],
  });
  expect(await python.complete("bo")).toMatchObject({
    replaces: 2,
    items: [{ name: "box" }, { name: "Box" }].reverse(),
  });
  expect(await python.complete("box.touched.")).toEqual({ replaces: 0, items: [] });
});
