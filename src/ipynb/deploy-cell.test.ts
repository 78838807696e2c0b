import { describe, expect, it } from "vitest";
import { DEFAULT_DEPLOY_SETTINGS, DEPLOY_TARGETS } from "#deploy/deploy-settings.ts";
import { createCell } from "#cells/cell.ts";
import type { DeployCell } from "#cells/deploy/deploy-cell.ts";
import type { Notebook } from "#notebook/cell.ts";
import { PythonSource } from "#wrapper/python-syntax.ts";
import { pythonOfCell } from "./python-of-cell.ts";
import { readIpynb } from "./read-ipynb.ts";
import { writeIpynb } from "./write-ipynb.ts";

const CONTEXT = { demoUrl: "https://page/models/phi3-demo/", folderOf: () => null };

function notebookWith(deploy: DeployCell, option: "transformers" | "pyfunc" = "pyfunc"): Notebook {
  const cells = [
    createCell({ type: "model" }, "m"),
    createCell({ type: "wrapper", option }, "w"),
    createCell({ type: "artifact" }, "a"),
    deploy,
  ];
  return { id: "n", title: "Deploying", cells };
}

function deployCell(settings: Partial<typeof DEFAULT_DEPLOY_SETTINGS> = {}): DeployCell {
  return { id: "d", type: "deploy", settings: { ...DEFAULT_DEPLOY_SETTINGS, ...settings } };
}

describe("a deploy cell in a .ipynb", () => {
  it("comes back as it was", () => {
    const notebook = notebookWith(deployCell({ target: "kserve", storageUri: "s3://bucket/phi3" }));
    const text = writeIpynb(notebook, new Map(), CONTEXT);
    const opened = readIpynb(text, { fallbackTitle: "x", newId: () => "new" });
    expect(opened.notes).toEqual([]);
    expect(opened.notebook.cells.at(-1)).toMatchObject(
      deployCell({ target: "kserve", storageUri: "s3://bucket/phi3" }),
    );
  });

  it("is Python that holds every file, for each target and option", () => {
    for (const target of DEPLOY_TARGETS) {
      for (const option of ["transformers", "pyfunc"] as const) {
        const cell = deployCell({ target });
        const python = pythonOfCell(notebookWith(cell, option), cell, CONTEXT);
        const source = new PythonSource(python);
        expect(source.firstErrorLine()).toBeNull();
        const files = source.literal(source.assigned("files"));
        expect(Object.keys(files as object)).toContain("README.md");
      }
    }
  });

  it("says in a comment why there is nothing to write", () => {
    const wrong = deployCell({ endpointName: "no good" });
    expect(pythonOfCell(notebookWith(wrong), wrong, CONTEXT)).toMatch(
      /^# Azure ML wants an endpoint's name .*\n$/,
    );
    const alone: Notebook = { id: "n", title: "", cells: [deployCell()] };
    expect(pythonOfCell(alone, deployCell(), CONTEXT)).toBe("# A deployment needs a wrapper above it\n");
  });
});
