import type { Locator } from "@playwright/test";
import { readFile } from "node:fs/promises";
import { expectNoViolationsInAnySetting } from "./axe.ts";
import type { NotebookPage } from "./notebook-page.ts";
import { expect, test } from "./shared-page.ts";

const turn = (cell: Locator, place: number) =>
  cell.getByRole("article", { name: new RegExp(`^Turn ${place},`) });
const next = (cell: Locator) => cell.getByRole("textbox", { name: /^Next message/ });

/** Has the template's question answered. */
async function answerFirst(notebook: NotebookPage, inference: Locator): Promise<string> {
  await inference.getByRole("button", { name: "Get an answer" }).click();
  await notebook.expectStatus(inference, "done");
  return turn(inference, 2).locator(".turn-text").innerText();
}

async function inputOf(cell: Locator): Promise<unknown> {
  const tabs = cell.getByRole("tablist", { name: "Form of the input" });
  const chosen = await tabs.getByRole("tab", { selected: true }).innerText();
  await tabs.getByRole("tab", { name: "JSON" }).click();
  const json = await cell.getByRole("textbox", { name: /^Input JSON/ }).inputValue();
  await tabs.getByRole("tab", { name: chosen }).click();
  return JSON.parse(json) as unknown;
}

test("turns: Enter sends the next one over the same JSON, and the cache of the last is reused", async ({
  notebook,
  page,
}) => {
  const inference = notebook.cell("Inference");
  await expect(turn(inference, 1)).toContainText("What is the capital of Spain?");
  await inference.getByRole("button", { name: "Get an answer" }).click();
  await notebook.expectStatus(inference, "done");
  await expect(turn(inference, 2)).toContainText("Madrid");
  const answer = await turn(inference, 2).locator(".turn-text").innerText();
  // What was run is what the JSON says: the answer is the output, not the input.
  expect(await inputOf(inference)).toEqual({
    messages: [{ role: "user", content: "What is the capital of Spain?" }],
  });

  await next(inference).fill("What is the capital of France?");
  await page.keyboard.press("Enter");
  await expect(turn(inference, 4)).toContainText("Paris");
  await notebook.expectStatus(inference, "done");
  await expect(next(inference)).toHaveValue("");
  await expect(inference.getByRole("list", { name: /^Turns of the chat/ })).toContainText(
    /\d+ of \d+ prompt tokens from the cache/,
  );
  const messages = [
    { role: "user", content: "What is the capital of Spain?" },
    { role: "assistant", content: answer },
    { role: "user", content: "What is the capital of France?" },
  ];
  expect(await inputOf(inference)).toEqual({ messages });

  await inference.getByRole("button", { name: "Add system message" }).click();
  await inference.getByLabel("System message", { exact: true }).fill("Be short.");
  expect(await inputOf(inference)).toEqual({
    messages: [{ role: "system", content: "Be short." }, ...messages],
  });
});

test("a turn that is edited and sent again is another version; one steps, deletes, undoes, reloads and saves", async ({
  notebook,
  page,
}) => {
  const inference = notebook.cell("Inference");
  const madrid = await answerFirst(notebook, inference);

  await inference.getByRole("button", { name: "Edit turn 1" }).click();
  await inference.getByRole("textbox", { name: "Text of turn 1" }).fill("What is the capital of France?");
  await page.keyboard.press("Enter");
  await expect(turn(inference, 2)).toContainText("Paris");
  await notebook.expectStatus(inference, "done");
  const versions = inference.getByRole("group", { name: "Versions of turn 1" });
  await expect(versions).toContainText("2 / 2");

  await versions.getByRole("button", { name: "Earlier version of turn 1" }).click();
  await expect(versions).toContainText("1 / 2");
  await expect(turn(inference, 1)).toContainText("Spain");
  await expect(turn(inference, 2)).toContainText(madrid);

  // A greedy model gives the same answer again, and the page says so.
  await inference.getByRole("button", { name: "Regenerate turn 2" }).click();
  await expect(page.getByRole("region", { name: "Notifications" })).toContainText("The answer is the same.");
  await notebook.expectStatus(inference, "done");

  await notebook.untilSaved();
  await page.reload();
  await expect(versions).toContainText("1 / 2");
  await expect(turn(inference, 2)).toContainText(madrid);

  await inference.getByRole("button", { name: "Later version of turn 1" }).click();
  await inference.getByRole("button", { name: "Delete turn 1" }).click();
  await expect(inference.getByRole("list", { name: /^Turns of the chat/ })).not.toContainText("France");
  await page.keyboard.press("Escape");
  await page.keyboard.press("z");
  await expect(versions).toContainText("2 / 2");
  await expect(turn(inference, 1)).toContainText("France");

  const downloading = page.waitForEvent("download");
  await notebook.document("Save as .ipynb");
  const saved = JSON.parse(await readFile(await (await downloading).path(), "utf8")) as {
    cells: { metadata: { phi3_mlflow_notebook?: { cell: { type: string; chat?: { threads: unknown } } } } }[];
  };
  const cell = saved.cells
    .map(({ metadata }) => metadata.phi3_mlflow_notebook?.cell)
    .find((each) => each?.type === "inference");
  expect(cell?.chat?.threads).toEqual([
    [
      { role: "user", content: "What is the capital of Spain?" },
      { role: "assistant", content: madrid },
    ],
    [
      { role: "user", content: "What is the capital of France?" },
      { role: "assistant", content: expect.stringContaining("Paris") },
    ],
  ]);
});

test("Ctrl+Enter in an earlier turn runs that edit, and the answer stands once", async ({
  notebook,
  page,
}) => {
  const inference = notebook.cell("Inference");
  await answerFirst(notebook, inference);
  await inference.getByRole("button", { name: "Edit turn 1" }).click();
  await inference.getByRole("textbox", { name: "Text of turn 1" }).fill("What is the capital of France?");
  await page.keyboard.press("ControlOrMeta+Enter");
  await expect(turn(inference, 2)).toContainText("Paris");
  await notebook.expectStatus(inference, "done");
  await expect(turn(inference, 1)).toContainText("France");
  await expect(inference.getByText("Paris")).toHaveCount(1);

  // Other forms of it open below, and close again.
  const raw = inference.getByRole("tab", { name: "As predict prints it" });
  await raw.click();
  await expect(inference.getByText("Paris")).toHaveCount(2);
  await raw.click();
  await expect(inference.getByText("Paris")).toHaveCount(1);
  await inference.getByRole("tab", { name: "Messages" }).click();
  await expect(inference.getByRole("tab", { name: "Answer", exact: true })).toBeVisible();
});

test("a prompt to try is put into the message field, and the demo model can answer it", async ({
  notebook,
  page,
}) => {
  const inference = notebook.cell("Inference");
  await answerFirst(notebook, inference);
  await inference.getByText("Prompts to try").click();
  await expect(inference).toContainText("The demo model knows capitals");
  await inference.getByRole("button", { name: "What is the capital of Japan?" }).click();
  await expect(next(inference)).toBeFocused();
  await page.keyboard.press("Enter");
  await expect(turn(inference, 4)).toContainText("Tokyo");
});

test("the page follows the answer as it comes, and stays at a turn that is edited and sent again", async ({
  notebook,
  page,
}) => {
  const inference = notebook.cell("Inference");
  await answerFirst(notebook, inference);
  for (const [place, country] of [
    [4, "France"],
    [6, "Italy"],
  ] as const) {
    // The next message at the lower edge of the window: what comes above it pushes it out.
    await next(inference).evaluate((element) => element.scrollIntoView({ block: "end" }));
    await next(inference).fill(`What is the capital of ${country}?`);
    await page.keyboard.press("Enter");
    await expect(turn(inference, place)).toBeVisible();
    await notebook.expectStatus(inference, "done");
    await expect(turn(inference, place)).toBeInViewport({ ratio: 1 });
    await expect(next(inference)).toBeInViewport({ ratio: 1 });
  }

  await inference.getByRole("button", { name: "Edit turn 1" }).click();
  const first = inference.getByRole("textbox", { name: "Text of turn 1" });
  await first.fill("What is the capital of Spain, please?");
  await page.keyboard.press("Enter");
  await expect(turn(inference, 3)).toHaveCount(0);
  await expect(turn(inference, 2)).toBeVisible();
  await notebook.expectStatus(inference, "done");
  await expect(turn(inference, 1)).toBeInViewport({ ratio: 1 });
  await expect(turn(inference, 2)).toBeInViewport({ ratio: 1 });
});

test("an answer stays in the chat when the runtime, the sampling or the wrapper change, and is sent with the next turn", async ({
  notebook,
  page,
}) => {
  const inference = notebook.cell("Inference");
  const madrid = await answerFirst(notebook, inference);
  await inference.getByRole("combobox", { name: "Runtime" }).selectOption("onnxruntime-web");
  await notebook.expectStatus(inference, "stale");
  await expect(turn(inference, 2)).toContainText(madrid);
  await inference.getByText("Sampling and limits").click();
  await inference.getByLabel("max_tokens").fill("20");
  await notebook.cell("Wrapper").getByLabel("Artifact name").fill("another");
  await expect(turn(inference, 2)).toContainText(madrid);
  await inference.getByRole("button", { name: "Add system message" }).click();
  await expect(inference.getByLabel("System message", { exact: true })).toBeFocused();
  await page.keyboard.type("Be short.");
  await expect(turn(inference, 2)).toContainText(madrid);

  await next(inference).fill("What is the capital of France?");
  await inference.getByRole("button", { name: "Send" }).click();
  await expect(turn(inference, 4)).toContainText("Paris");
  await notebook.expectStatus(inference, "done");
  expect(await inputOf(inference)).toEqual({
    messages: [
      { role: "system", content: "Be short." },
      { role: "user", content: "What is the capital of Spain?" },
      { role: "assistant", content: madrid },
      { role: "user", content: "What is the capital of France?" },
    ],
    max_tokens: 20,
  });
});

test("what is written in turns is kept while other things are done, and the focus goes where one goes on", async ({
  notebook,
  page,
}) => {
  const inference = notebook.cell("Inference");
  await inference.getByRole("button", { name: "Get an answer" }).click();
  await expect(next(inference)).toBeFocused();
  await notebook.expectStatus(inference, "done");
  await next(inference).fill("What is the capital of France?");
  await inference.getByRole("button", { name: "Send" }).press("Enter");
  await notebook.expectStatus(inference, "done");
  await expect(inference.getByRole("button", { name: "Send" })).toBeFocused();

  const first = inference.getByRole("textbox", { name: "Text of turn 1" });
  const third = inference.getByRole("textbox", { name: "Text of turn 3" });
  await inference.getByRole("button", { name: "Edit turn 1" }).click();
  await expect(first).toBeFocused();
  await first.fill("What is the capital of Italy?");
  await inference.getByRole("button", { name: "Edit turn 3" }).click();
  await third.fill("And of Peru?");
  await inference.getByRole("tab", { name: "JSON" }).first().click();
  await inference.getByRole("tab", { name: "Chat" }).click();
  await expect(first).toHaveValue("What is the capital of Italy?");
  await expect(third).toHaveValue("And of Peru?");
  await expect(inference.getByRole("tab", { name: "Chat" })).toBeFocused();
  await notebook.untilSaved();
  await page.reload();
  await expect(third).toHaveValue("And of Peru?");

  await third.press("Escape");
  await expect(inference.getByRole("button", { name: "Edit turn 3" })).toBeFocused();
  await first.press("Enter");
  await expect(next(inference)).toBeFocused();
  await expect(turn(inference, 2)).toContainText("Rome");
  await notebook.expectStatus(inference, "done");
  await inference.getByRole("button", { name: "Earlier version of turn 1" }).click();
  await expect(inference.getByRole("button", { name: "Earlier version of turn 1" })).toBeFocused();
  await expect(third).toHaveCount(0);
  await inference.getByRole("button", { name: "Regenerate turn 2" }).click();
  await expect(next(inference)).toBeFocused();
  await notebook.expectStatus(inference, "done");
});

test("option 2: the model's chat template reads the prompt as a chat, and writes it", async ({
  notebook,
}) => {
  await notebook.openOption(2);
  const inference = notebook.cell("Inference");
  await inference.getByRole("tab", { name: "Chat" }).click();
  await expect(inference.getByLabel("System message", { exact: true })).toHaveValue(
    "You are a stand-up comedian.",
  );
  await expect(turn(inference, 1)).toContainText("Tell me a joke about atom");
  await inference.getByRole("button", { name: "Edit turn 1" }).click();
  await inference.getByRole("textbox", { name: "Text of turn 1" }).fill("What is the capital of Spain?");
  await inference.getByRole("button", { name: "Send again" }).click();
  await notebook.expectStatus(inference, "done");
  expect(await inputOf(inference)).toEqual({
    prompt:
      "<|system|>\nYou are a stand-up comedian.<|end|>\n<|user|>\nWhat is the capital of Spain?<|end|>\n<|assistant|>\n",
  });
  // Native's answer begins with a space, which is not shown.
  expect(await notebook.response(inference)).toMatch(/^ \S/);
  expect(await turn(inference, 2).locator(".turn-text").textContent()).toMatch(/^\S/);
  await next(inference).fill("And of France?");
  await inference.getByRole("button", { name: "Send", exact: true }).click();
  await notebook.expectStatus(inference, "done");
  await expect(turn(inference, 4)).toBeVisible();
  await expect(inference.getByRole("list", { name: /^Turns of the chat/ })).toContainText(
    /\d+ of \d+ prompt tokens from the cache/,
  );
});

for (const option of [1, 2] as const) {
  test(`option ${option}: each token with its id, its probability and its alternatives, and plots of the run`, async ({
    notebook,
    page,
  }) => {
    if (option === 2) await notebook.openOption(2);
    const inference = notebook.cell("Inference");
    await notebook.run(inference);
    await notebook.expectStatus(inference, "done");
    const tokenIds = await notebook.tokenIds(inference);
    const views = inference.getByRole("tablist", { name: "Forms of the output" });
    await views.getByRole("tab", { name: "Tokens", exact: true }).click();
    await inference.getByRole("button", { name: "Run again with probabilities" }).click();

    const tokens = inference.getByRole("radio", { name: /^Token \d+: / });
    await expect(tokens).toHaveCount(tokenIds.length);
    // <|end|> as it is written, not drawn as arrows.
    await expect(tokens.first()).toHaveCSS("font-variant-ligatures", "none");
    // The answer is the same, and the likeliest token was chosen each time.
    expect(await notebook.tokenIds(inference)).toEqual(tokenIds);
    await views.getByRole("tab", { name: "Tokens", exact: true }).click();
    await tokens.first().focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("Enter");
    const card = inference.getByRole("region", { name: "Token 2", exact: true });
    await expect(card).toContainText(`id ${tokenIds[1]}, probability`);
    const rows = card.getByRole("row");
    await expect(rows).toHaveCount(6);
    await expect(rows.nth(1)).toContainText(`(chosen)${tokenIds[1]}`);

    await inference.getByText("All tokens as a table").click();
    const table = inference.getByRole("region", { name: /^Table of tokens/ }).getByRole("row");
    await expect(table).toHaveCount(tokenIds.length + 1);

    // Both runtimes hold the same tokens likely.
    const texts = await tokens.evaluateAll((all) => all.map((each) => each.textContent));
    await inference.getByRole("combobox", { name: "Runtime" }).selectOption("onnxruntime-web");
    await notebook.run(inference);
    await notebook.expectStatus(inference, "done");
    expect(await tokens.evaluateAll((all) => all.map((each) => each.textContent))).toEqual(texts);

    await views.getByRole("tab", { name: "Plots" }).click();
    await expect(inference.getByText("KV cache", { exact: true })).toBeVisible();
    await expect(inference).toContainText(/\d+ tokens of the prompt/);
    await expect(
      inference
        .getByRole("img", { name: /^Tokens per second\./ })
        .or(inference.getByText("too short to plot")),
    ).toBeVisible();
  });
}

test("axe finds nothing in a chat and its tokens, light, dark and on a phone", async ({ notebook, page }) => {
  const look = () => expectNoViolationsInAnySetting(page, "article.inference");
  const inference = notebook.cell("Inference");
  await next(inference).fill("And of France?");
  await inference.getByRole("button", { name: "Send", exact: true }).click();
  await notebook.expectStatus(inference, "done");
  await inference.getByRole("button", { name: "Edit turn 1" }).click();
  const views = inference.getByRole("tablist", { name: "Forms of the output" });
  await views.getByRole("tab", { name: "Tokens", exact: true }).click();
  await inference.getByRole("button", { name: "Run again with probabilities" }).click();
  await expect(inference.getByRole("radio", { name: /^Token 1: / })).toBeVisible();
  await inference.getByText("All tokens as a table").click();
  await look();
  await views.getByRole("tab", { name: "Plots" }).click();
  await expect(inference.getByText("KV cache", { exact: true })).toBeVisible();
  await look();
});

test("option 1: sampling stands in the request, each number with its range, and the answer keeps to max_tokens", async ({
  notebook,
}) => {
  const inference = notebook.cell("Inference");
  await inference.getByText("Sampling and limits").click();
  await inference.getByLabel("top_p", { exact: true }).fill("1.5");
  await expect(inference.getByRole("alert")).toHaveText("Enter a number from 0 to 1, or leave it empty.");
  await inference.getByLabel("top_p", { exact: true }).fill("");
  await inference.getByLabel("max_tokens", { exact: true }).fill("2");
  await inference.getByLabel("stop", { exact: true }).fill("Rome");
  expect(await inputOf(inference)).toEqual({
    messages: [{ role: "user", content: "What is the capital of Spain?" }],
    max_tokens: 2,
    stop: ["Rome"],
  });
  await inference.getByLabel("stop", { exact: true }).fill("");
  await notebook.run(inference);
  await notebook.expectStatus(inference, "done");
  expect(await notebook.tokenIds(inference)).toHaveLength(2);
});

test("option 2: sampling stands in the wrapper, and a seed draws the same answer again", async ({
  notebook,
}) => {
  await notebook.openOption(2);
  const inference = notebook.cell("Inference");
  await inference.getByText("Sampling and limits").click();
  await inference.getByLabel("do_sample", { exact: true }).selectOption("True");
  await inference.getByLabel("temperature", { exact: true }).fill("1.5");
  await inference.getByLabel("random_seed", { exact: true }).fill("7");
  await expect(notebook.cell("Wrapper").getByLabel("Value of random_seed")).toHaveValue("7");
  await notebook.run(inference);
  await notebook.expectStatus(inference, "done");
  const answer = await notebook.response(inference);
  await notebook.run(inference);
  await notebook.expectStatus(inference, "done");
  expect(await notebook.response(inference)).toEqual(answer);
});

test("an answer stands beside the other runtime's, with where they part", async ({ notebook }) => {
  const first = notebook.cell("Inference");
  await notebook.run(first);
  await notebook.expectStatus(first, "done");
  const views = first.getByRole("tablist", { name: "Forms of the output" });
  await views.getByRole("tab", { name: "Compare" }).click();
  await expect(first).toContainText("No other inference cell has an answer yet.");
  await first.getByRole("button", { name: "Add a cell that runs the same on the other runtime" }).click();
  const second = notebook.cell("Inference", 1);
  await notebook.expectStatus(second, "done");
  await expect(second.getByRole("combobox", { name: "Runtime" })).toHaveValue("onnxruntime-web");
  await expect(first).toContainText(/Both answers are the same, all \d+ characters\./);
  await expect(
    first.locator(".compare-side").getByText(/\d+ tokens · [\d.,]+ tokens\/s · First token: /),
  ).toHaveCount(2);

  await notebook.predict(second, { messages: [{ role: "user", content: "What is the capital of France?" }] });
  await expect(first).toContainText("The two cells have different inputs.");
  await expect(first).toContainText(/The answers differ from character \d+ on/);
  await expect(first.locator("mark")).toHaveCount(2);
});

test("earlier answers of a cell are listed with their settings, compared, and still there after a reload", async ({
  notebook,
  page,
}) => {
  const inference = notebook.cell("Inference");
  await answerFirst(notebook, inference);
  await inference.getByRole("button", { name: "Edit turn 1" }).click();
  await inference.getByRole("textbox", { name: "Text of turn 1" }).fill("What is the capital of France?");
  await inference.getByRole("button", { name: "Send again" }).click();
  await expect(turn(inference, 2)).toContainText("Paris");
  await notebook.expectStatus(inference, "done");
  await inference.getByRole("tab", { name: "Runs" }).click();
  const runs = inference.getByRole("region", { name: /^Runs, / }).getByRole("row");
  await expect(runs).toHaveCount(3);
  await expect(runs.nth(1)).toContainText(/Run 2.*France.*Paris.*max_length=300.*tokens\/s/);
  await expect(runs.nth(2)).toContainText(/Run 1.*Spain.*Madrid.*max_length=300.*tokens\/s/);
  await notebook.untilSaved();
  await page.reload();
  await inference.getByRole("tab", { name: "Runs" }).click();
  await expect(runs).toHaveCount(3);
  await inference.getByRole("checkbox", { name: "Run 1" }).check();
  await inference.getByRole("checkbox", { name: "Run 2" }).check();
  await expect(inference).toContainText(/The answers differ from character \d+ on/);
});

test("before a message is sent, its tokens are counted; the demo model's limits and prompts are told", async ({
  notebook,
  page,
}) => {
  const inference = notebook.cell("Inference");
  await next(inference).focus();
  await expect(inference.getByText(/^10 tokens, up to 290 left for the answer\./)).toBeVisible();
  await next(inference).fill("What is MLflow?");
  await expect(inference.getByText(/^(1[2-9]|2\d) tokens, up to 2\d\d left for the answer\./)).toBeVisible();
  await answerFirst(notebook, inference);
  await expect(inference.getByText(/The demo model has/)).toBeHidden();
  await next(inference).focus();
  await page.keyboard.press("Enter");
  await expect(turn(inference, 3)).toContainText("What is MLflow?");
  await expect(inference.getByText(/has not learned to change the subject within a chat/)).toBeVisible();
  await notebook.expectStatus(inference, "done");
});
