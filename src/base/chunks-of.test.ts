import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, test } from "vitest";
import { chunksOf } from "./chunks-of.ts";

function streamOf(chunks: readonly string[], onCancel: () => void = () => undefined): ReadableStream<string> {
  const left = [...chunks];
  return new ReadableStream<string>({
    pull(controller) {
      const next = left.shift();
      if (next === undefined) controller.close();
      else controller.enqueue(next);
    },
    cancel: onCancel,
  });
}

async function all<Chunk>(chunks: AsyncIterable<Chunk>): Promise<readonly Chunk[]> {
  const found: Chunk[] = [];
  for await (const chunk of chunks) found.push(chunk);
  return found;
}

test("a stream gives its chunks in order, and ends with its error", async () => {
  expect(await all(chunksOf(streamOf(["a", "b"])))).toEqual(["a", "b"]);
  const broken = new ReadableStream<string>({
    pull() {
      throw new Error("Broken.");
    },
  });
  await expect(all(chunksOf(broken))).rejects.toThrow("Broken.");
});

test("who leaves the loop ends the stream", async () => {
  let isCancelled = false;
  for await (const chunk of chunksOf(streamOf(["a", "b"], () => (isCancelled = true)))) {
    expect(chunk).toBe("a");
    break;
  }
  expect(isCancelled).toBe(true);
});

test("no source iterates a stream itself, which Safari cannot", () => {
  const iterates = /for await \([^\n]*\bof [^\n]*(?:\.stream\(\)|\.body\b|\.pipeThrough\()/;
  const isWrong = (code: string) => iterates.test(code.replaceAll(/chunksOf\([^\n]*\)\) \{/g, ""));
  expect(isWrong("for await (const chunk of blob.stream().pipeThrough(packed)) {")).toBe(true);
  const files = ["src", "components", "workers"].flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: "utf8" })
      .filter((name) => /\.tsx?$/.test(name) && !/\.test\.|testing\//.test(name))
      .map((name) => path.join(folder, name)),
  );
  expect(files.filter((file) => isWrong(readFileSync(file, "utf8")))).toEqual([]);
});
