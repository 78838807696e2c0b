/** Which of the session's names a code cell reads and which it sets. */
import { type Names, namesOfPython } from "#wrapper/python-names.ts";
import { ipythonCode } from "./ipython-code.ts";

/** What stands for a magic or a command in a cell's Python. */
const OF_SESSION = "__ipython__";

/** A cell's IPython unchanged. Python's own names, such as `print`, are among those it reads. */
export function namesOf(source: string): Names {
  const { reads, writes } = namesOfPython(ipythonCode(source).python);
  return { reads: new Set([...reads].filter((name) => name !== OF_SESSION)), writes };
}
