/** Documents that tests save as .ipynb. */
import type { Notebook } from "#notebook/cell.ts";
import { newFileJson } from "#notebook/file-json.ts";
import { createFromTemplate, type TEMPLATE_IDS } from "#notebook/templates.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";

/** Returns PREFIX-1, PREFIX-2 and so on. */
export function counting(prefix: string): () => string {
  let count = 0;
  return () => `${prefix}-${++count}`;
}

export function template(id: (typeof TEMPLATE_IDS)[number]): Notebook {
  return createFromTemplate(id, counting("cell"));
}

/** Everything that a document can hold: cells of each type, a hand-edited wrapper, Jupyter's data, malformed input. */
export const everything: Notebook = {
  id: "mine",
  title: "Everything “at once”",
  jupyter: {
    json: newFileJson({
      authors: [{ name: "A" }],
      kernelspec: { display_name: "Mine", language: "python", name: "mine" },
    }),
  },
  cells: [
    {
      id: "text",
      type: "markdown",
      source: "![p](attachment:p.png)\n\n𝄞 last line\n",
      jupyter: { metadata: { tags: ["intro"] }, attachments: { "p.png": { "image/png": "AA==" } } },
    },
    {
      id: "raw",
      type: "code",
      kind: "raw",
      source: "raw *text*",
      jupyter: { metadata: { format: "text/x-rst" } },
    },
    {
      id: "code",
      type: "code",
      kind: "python",
      source: "%pip list\nprint(1)",
      jupyter: {
        executionCount: 3,
        outputs: [{ output_type: "stream", name: "stdout", text: ["1\n"] }],
      },
    },
    { id: "model", type: "model", bundleId: "another", named: "microsoft/Phi-3-mini-4k-instruct" },
    {
      id: "wrapper",
      type: "wrapper",
      wrapper: {
        form: defaultWrapper("pyfunc"),
        editedCode: "import mlflow\nclass A(mlflow.pyfunc.PythonModel): ...",
      },
    },
    { id: "signature", type: "signature" },
    { id: "artifact", type: "artifact" },
    { id: "inference", type: "inference", input: '{"prompt": ' },
    {
      id: "register",
      type: "register",
      server: "localhost:5000",
      experiment: "Phi-3",
      runName: "",
      registeredName: "phi3",
      alias: "champion",
      tags: "no colon",
    },
  ],
};
