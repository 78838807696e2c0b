import { spawnSync } from "node:child_process";
import { rmSync, writeFileSync } from "node:fs";
import { afterEach, describe, expect, it } from "vitest";

/**
 * The fences between src, components and workers: each test plants a violation and sees it refused. What is planted lies
 * under its own name and is taken away again, whatever happens.
 */
const planted: string[] = [];

function plant(file: string, code: string): void {
  writeFileSync(file, code, { flag: "wx" });
  planted.push(file);
}

afterEach(() => {
  for (const file of planted.splice(0)) rmSync(file);
});

/** Exit status and output of the type check of one project. */
function typecheck(project: string): { status: number | null; output: string } {
  const { status, stdout } = spawnSync(
    process.execPath,
    ["node_modules/typescript/bin/tsc", "-p", project, "--noEmit", "--emitDeclarationOnly", "false"],
    {
      encoding: "utf8",
    },
  );
  return { status, output: stdout };
}

describe("src", { timeout: 60_000 }, () => {
  it("cannot name the document", () => {
    plant("src/base/planted-document.ts", "export const title = document.title;\n");
    expect(typecheck("src")).toEqual({
      status: expect.not.toBeOneOf([0]) as number,
      output: expect.stringContaining("src/base/planted-document.ts") as string,
    });
  });

  it("cannot import a component", () => {
    plant("src/base/planted-component.ts", 'export { texts } from "#components/texts/en.ts";\n');
    expect(typecheck("src").output).toContain("components/texts/en.ts");
  });

  it("cannot import a worker", () => {
    plant(
      "src/base/planted-worker.ts",
      'export { createInferenceClient } from "#workers/inference/client.ts";\n',
    );
    expect(typecheck("src").output).toContain("workers/inference/client.ts");
  });
});

describe("components", { timeout: 60_000 }, () => {
  it("cannot import a worker", () => {
    plant(
      "components/planted-worker.ts",
      'export { createInferenceClient } from "#workers/inference/client.ts";\n',
    );
    expect(typecheck("components").output).toContain("workers/inference/client.ts");
  });
});

describe("workers", { timeout: 60_000 }, () => {
  it("cannot import a component", () => {
    plant("workers/planted-component.ts", 'export { texts } from "#components/texts/en.ts";\n');
    expect(typecheck("workers").output).toContain("components/texts/en.ts");
  });
});

describe("ONNX Runtime", { timeout: 60_000 }, () => {
  it("is imported under workers/inference/ort-web only", () => {
    const file = "workers/inference/planted-runtime.ts";
    plant(file, 'export { env } from "onnxruntime-web";\n');
    const { status, stdout } = spawnSync(process.execPath, ["node_modules/oxlint/bin/oxlint", file], {
      encoding: "utf8",
    });
    expect({ status, stdout }).toEqual({
      status: 1,
      stdout: expect.stringContaining("Only workers/inference/ort-web talks to ONNX Runtime") as string,
    });
  });
});

describe("the planted files", () => {
  it("are what makes the check fail: without them it passes", { timeout: 120_000 }, () => {
    expect(["src", "components", "workers"].map((project) => typecheck(project))).toEqual(
      ["src", "components", "workers"].map(() => ({ status: 0, output: "" })),
    );
  });
});
