import type { Page } from "@playwright/test";
import { withPage } from "./measure-app.ts";

export interface PythonCost {
  /** Of one token of the demo model, by transformers' generate() in Python. */
  readonly inPythonMs: number;
  /** The same in one call of the page, which generates without Python. */
  readonly directMs: number;
  /** From pressing Stop until the KeyboardInterrupt is in sight. */
  readonly interruptMs: Readonly<Record<string, number>>;
  /** Of the page with its workers, before and after Python has started; null where the browser does not tell. */
  readonly memoryBytes: { readonly before: number | null; readonly after: number | null };
}

/** One answer of so many tokens, by transformers' generate() in Python and by the page's own, in turns. */
const GENERATE = `import statistics
import time
import mlflow
import transformers

TOKENS, ROUNDS = 200, 5
pipe = transformers.pipeline("text-generation", model="microsoft/Phi-3-mini-4k-instruct")
messages = [{"role": "user", "content": "What is the capital of Spain?"}]
options = {"max_new_tokens": TOKENS, "min_new_tokens": TOKENS}
info = mlflow.transformers.log_model(pipe, name="m", task="llm/v1/chat", model_config={"max_length": 400, "do_sample": False, **options})
loaded = mlflow.pyfunc.load_model(info.model_uri)

def in_python():
    pipe(messages, do_sample=False, **options)

def direct():
    loaded.predict({"messages": messages})

def took(work):
    began = time.perf_counter()
    work()
    return (time.perf_counter() - began) * 1000 / TOKENS

in_python(), direct()
rounds = [(took(in_python), took(direct)) for _ in range(ROUNDS)]
print(*(statistics.median(column) for column in zip(*rounds)))
`;

/** What is interrupted: each runs until it is. */
const ENDLESS = {
  "a busy loop": "print('busy')\nwhile True:\n    pass",
  "time.sleep": "import time\nprint('busy')\ntime.sleep(600)",
  "a long generate": "print('busy')\nwhile True:\n    in_python()",
};

export function measurePythonCost(folder: string): Promise<PythonCost> {
  return withPage(folder, 1, async (page, url) => {
    await page.goto(url);
    await page.locator("article").first().waitFor();
    const before = await memoryOf(page);
    await page.getByLabel("Notebook file").setInputFiles({
      name: "python.ipynb",
      mimeType: "application/json",
      buffer: Buffer.from(notebookOf([GENERATE, ...Object.values(ENDLESS)])),
    });
    const cell = (at: number) => page.locator("article.code").nth(at);
    await cell(0).waitFor();
    const run = async (at: number) => {
      await cell(at).getByRole("button", { name: /^Run / }).click();
      await page.locator(`article.code.is-done`).nth(at).waitFor({ timeout: 120_000 });
    };
    await run(0);
    const printed = await cell(0).getByRole("region", { name: "Output 1" }).innerText();
    const [inPythonMs = Number.NaN, directMs = Number.NaN] = printed.trim().split(" ").map(Number);
    const after = await memoryOf(page);
    const interruptMs: Record<string, number> = {};
    for (const [at, name] of Object.keys(ENDLESS).entries())
      interruptMs[name] = await interrupted(page, 1 + at);
    return {
      inPythonMs,
      directMs,
      interruptMs,
      memoryBytes: { before, after },
    };
  });
}

/** In the page's own time, without the driver's. */
async function interrupted(page: Page, at: number): Promise<number> {
  const cell = page.locator("article.code").nth(at);
  await cell.getByRole("button", { name: /^Run / }).click();
  await cell.getByText("busy", { exact: true }).waitFor();
  await page.waitForTimeout(500);
  return cell.evaluate(
    (article) =>
      new Promise<number>((resolve) => {
        const startMs = performance.now();
        new MutationObserver(() => {
          if (article.textContent.includes("KeyboardInterrupt")) resolve(performance.now() - startMs);
        }).observe(article, { childList: true, subtree: true, characterData: true });
        article.querySelector<HTMLButtonElement>('button[aria-label^="Stop"]')?.click();
      }),
  );
}

async function memoryOf(page: Page): Promise<number | null> {
  return page.evaluate(async () => {
    const measured = performance as unknown as {
      measureUserAgentSpecificMemory?: () => Promise<{ bytes: number }>;
    };
    try {
      return (await measured.measureUserAgentSpecificMemory?.())?.bytes ?? null;
    } catch {
      return null;
    }
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
