import { readIpython } from "#ipynb/forms/ipython.ts";

/** A cell's IPython as Python with the same lines. `__ipython__(n)`, which the session defines, runs the nth command. */
export function ipythonCode(source: string): {
  readonly python: string;
  readonly commands: readonly string[];
} {
  const { python, commands, cellMagic } = readIpython(source, (place) => `__ipython__(${place})`);
  if (cellMagic !== null && python === "") return { python: "__ipython__(0)", commands: [`%%${cellMagic}`] };
  return { python, commands };
}
