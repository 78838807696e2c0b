import path from "node:path";
import type { Locator, Page } from "@playwright/test";
import { withPage } from "./with-page.ts";

export interface PythonInterrupts {
  /** From pressing Stop until the cell no longer runs, by what was stopped. */
  readonly interruptMs: Readonly<Record<string, number>>;
  /** Of the page with its workers: before Python starts, and with the libraries imported; null where the browser does not tell. */
  readonly memoryBytes: { readonly before: number | null; readonly after: number | null };
}

export interface PythonOverhead {
  /** Of the model whose folder was given. */
  readonly tokens: number;
  /** A token by transformers' generate() in Python, by onnxruntime_genai's loop in Python that streams the text, and by one call of the page: medians, in turns. */
  readonly transformersMs: number;
  readonly genaiMs: number;
  readonly directMs: number;
}

const TOKENS = 100;
const ROUNDS = 5;

/** `direct` is the page's own answer to MLflow's chat task: Python asks once, and no token passes through it. */
const GENERATE = `import statistics, time
import mlflow
import onnxruntime_genai as og
import transformers

pipe = transformers.pipeline("text-generation", model=NAME)
options = {"max_new_tokens": ${TOKENS}, "min_new_tokens": ${TOKENS}}
messages = [{"role": "user", "content": "What is the capital of Spain?"}]
info = mlflow.transformers.log_model(pipe, name="m", task="llm/v1/chat", model_config={"do_sample": False, **options})
loaded = mlflow.pyfunc.load_model(info.model_uri)
model = og.Model(NAME)
tokenizer = og.Tokenizer(model)
prompt = tokenizer.encode("What is the capital of Spain?")

def genai():
    params = og.GeneratorParams(model)
    params.set_search_options(do_sample=False, max_length=len(prompt) + ${TOKENS}, min_length=len(prompt) + ${TOKENS})
    generator = og.Generator(model, params)
    generator.append_tokens(prompt)
    stream, text = tokenizer.create_stream(), ""
    while not generator.is_done():
        generator.generate_next_token()
        text += stream.decode(generator.get_next_tokens()[0])

def took(work):
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000 / ${TOKENS}

works = [lambda: pipe(messages, do_sample=False, **options), genai, lambda: loaded.predict({"messages": messages})]
for work in works:
    work()
rounds = [[took(work) for work in works] for _ in range(${ROUNDS})]
print(*(statistics.median(column) for column in zip(*rounds)))
`;

/** What a token costs through Python, beside the page's own call. @param model a bundle's folder. */
export function measureOverhead(folder: string, model: string): Promise<PythonOverhead> {
  return withPage(folder, 1, async (page, url) => {
    await page.goto(url);
    await page.getByRole("article").first().waitFor();
    await page.locator("article.model").getByLabel("Model folder").setInputFiles(model);
    await page.locator("article.model[data-status=done]").waitFor({ timeout: 120_000 });
    await openCells(page, [GENERATE.replaceAll("NAME", JSON.stringify(path.basename(model)))]);
    const cell = page.locator("article.code").first();
    await runCell(cell, 600_000);
    const printed = await cell.getByRole("region", { name: "Output 1" }).innerText();
    const [transformersMs = Number.NaN, genaiMs = Number.NaN, directMs = Number.NaN] = printed
      .trim()
      .split(" ")
      .map(Number);
    return { tokens: TOKENS, transformersMs, genaiMs, directMs };
  });
}

const SETUP = `import asyncio, re, time
import mlflow
import numpy as np
import onnxruntime_genai as og
import pandas as pd
import transformers

NAME = "microsoft/Phi-3-mini-4k-instruct"
pipe = transformers.pipeline("text-generation", model=NAME)
model = og.Model(NAME)
params = og.GeneratorParams(model)
params.set_search_options(max_length=1000, min_length=1000)

class Streaming(mlflow.pyfunc.PythonModel):
    def predict(self, context, model_input, params=None):
        return ["unused"]

    def predict_stream(self, context, model_input, params=None):
        while True:
            time.sleep(0.05)
            yield "word "

streaming = mlflow.pyfunc.load_model(mlflow.pyfunc.log_model(name="s", python_model=Streaming(), input_example="x").model_uri)

class Finalized:
    def __del__(self):
        while True:
            pass

async def numbers(wait):
    while True:
        if wait:
            await asyncio.sleep(0.01)
        yield 1
`;

/** What is interrupted. Each tells that it has begun, and ends by nothing else. */
const ENDLESS: Readonly<Record<string, string>> = {
  "a busy loop": "while True:\n    pass",
  "time.sleep": "time.sleep(600)",
  "await asyncio.sleep": "await asyncio.sleep(600)",
  "async for": "async for _ in numbers(True):\n    pass",
  "async for that never waits": "async for _ in numbers(False):\n    pass",
  "input()": "input()",
  "transformers' generate": "while True:\n    pipe('Hi', max_new_tokens=900, min_new_tokens=900)",
  "onnxruntime_genai's loop":
    "while True:\n    generator = og.Generator(model, params)\n    generator.append_tokens([1, 2, 3])\n    while not generator.is_done():\n        generator.generate_next_token()",
  predict_stream: "for _ in streaming.predict_stream('x'):\n    pass",
  "a loop in __del__": "thing = Finalized()\ndel thing\ntime.sleep(600)",
  "a loop in finally": "try:\n    pass\nfinally:\n    while True:\n        pass",
  "a loop that prints": "at = 0\nwhile True:\n    at += 1\n    print(at)",
  "arrays and tables":
    "while True:\n    pd.DataFrame({'a': np.arange(5000) ** 2}).sort_values('a').to_dict('records')",
  "a regular expression": "re.match(r'(a+)+$', 'a' * 64 + 'b')",
};

/** How soon Stop ends each of them, and what memory Python takes. */
export function measureInterrupts(folder: string, names = Object.keys(ENDLESS)): Promise<PythonInterrupts> {
  return withPage(folder, 1, async (page, url) => {
    await page.goto(url);
    await page.getByRole("article").first().waitFor();
    const before = await memoryOf(page);
    await openCells(page, [SETUP, ...names.map((name) => `print('begun')\n${ENDLESS[name]}`)]);
    await runCell(page.locator("article.code").first());
    const after = await memoryOf(page);
    const interruptMs: Record<string, number> = {};
    for (const [at, name] of names.entries()) {
      interruptMs[name] = await interrupted(page.locator("article.code").nth(1 + at));
    }
    return { interruptMs, memoryBytes: { before, after } };
  });
}

/** In the page's own time, without the driver's. */
async function interrupted(cell: Locator): Promise<number> {
  await cell.getByRole("button", { name: /^Run / }).click();
  await cell.getByText("begun").first().waitFor();
  // It is in the midst of what it does.
  await cell.page().waitForTimeout(400);
  return cell.evaluate(
    (article) =>
      new Promise<number>((resolve) => {
        const startMs = performance.now();
        const look = (): void => {
          if (article.dataset["status"] !== "running") resolve(performance.now() - startMs);
        };
        new MutationObserver(look).observe(article, { attributes: true });
        article.querySelector<HTMLButtonElement>('button[aria-label^="Stop"]')?.click();
        setTimeout(() => resolve(Number.NaN), 10_000);
      }),
  );
}

async function openCells(page: Page, sources: readonly string[]): Promise<void> {
  await page.getByLabel("Notebook file").setInputFiles({
    name: "python.ipynb",
    mimeType: "application/json",
    buffer: Buffer.from(notebookOf(sources)),
  });
  await page
    .locator("article.code")
    .nth(sources.length - 1)
    .waitFor();
}

async function runCell(cell: Locator, timeout = 120_000): Promise<void> {
  await cell.getByRole("button", { name: /^Run / }).click();
  await cell.and(cell.page().locator("[data-status=running]")).waitFor();
  await cell.and(cell.page().locator("[data-status=done]")).waitFor({ timeout });
}

async function memoryOf(page: Page): Promise<number | null> {
  return page.evaluate(async () => {
    const measured = performance as unknown as {
      measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }>;
    };
    return (await measured.measureUserAgentSpecificMemory?.())?.bytes ?? null;
  });
}

function notebookOf(sources: readonly string[]): string {
  return JSON.stringify({
    cells: sources.map((source, at) => ({
      cell_type: "code",
      execution_count: null,
      id: `c${at}`,
      metadata: {},
      outputs: [],
      source,
    })),
    metadata: {},
    nbformat: 4,
    nbformat_minor: 5,
  });
}
