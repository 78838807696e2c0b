import { readIpython } from "#ipynb/forms/ipython.ts";

/** Cell magics that begin before the cell's Python, which runs as that of any cell. Others get the rest of the cell as text. */
const AROUND_PYTHON = new Set(["capture", "time"]);

/** A cell's IPython as Python with the same lines. `__ipython__(n)`, which the session defines, runs the nth command. */
export function ipythonCode(source: string): {
  readonly python: string;
  readonly commands: readonly string[];
} {
  const { python, commands, cellMagic } = readIpython(source, (place) => `__ipython__(${place})`);
  if (cellMagic !== null && !AROUND_PYTHON.has(cellMagic))
    return { python: "__ipython__(0)", commands: [source.trimStart()] };
  return { python, commands };
}
