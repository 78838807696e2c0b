import { expect, type Locator, type Page } from "@playwright/test";
import { readFile } from "node:fs/promises";
import JSZip from "jszip";
import { slowInference } from "./patched-worker.ts";

export type CellTypeName =
  | "Text"
  | "Model"
  | "Wrapper"
  | "Signature"
  | "Artifact"
  | "Inference"
  | "Evaluate"
  | "Register"
  | "Deploy";
type Status = "idle" | "stale" | "queued" | "running" | "done" | "failed";

/** The page as a person knows it: by roles and names. */
export class NotebookPage {
  readonly page: Page;

  constructor(page: Page) {
    this.page = page;
  }

  async open(address = "/"): Promise<void> {
    await this.page.goto(address);
    await expect(this.cells().first()).toBeVisible();
  }

  /** Loads the page again, and waits until its texts are drawn: they move what lies below. */
  async reload(): Promise<void> {
    await this.page.reload();
    await expect(this.cells().first().getByRole("heading").first()).toBeVisible();
  }

  /** Waits until every edit is kept, which follows a moment after the last one; until then the page says "Saving…". */
  async untilSaved(): Promise<void> {
    await expect(this.page.getByRole("banner").getByText("Saved in this browser")).toBeVisible();
  }

  /** Keeps every edit at once. */
  async saveNow(): Promise<void> {
    await this.page.keyboard.press("ControlOrMeta+s");
    await expect(this.page.getByRole("region", { name: "Notifications" })).toContainText(
      "Saved in this browser",
    );
  }

  /** Presses a key twice. The page forgets a first press after a second, and a busy machine may take longer: here it waits a minute. */
  async pressTwice(key: string): Promise<void> {
    const { page } = this;
    const real = await page.evaluateHandle(() => {
      const given = window.setTimeout;
      const patient = (then: TimerHandler, waitMs?: number, ...more: unknown[]) =>
        given(then, waitMs === 1000 ? 60_000 : waitMs, ...more);
      window.setTimeout = patient as typeof window.setTimeout;
      return given;
    });
    await page.keyboard.press(key);
    await page.keyboard.press(key);
    await real.evaluate((setTimeout) => {
      window.setTimeout = setTimeout;
    });
  }

  /** Opens the template of an option, which every test may do first. */
  async openOption(option: 1 | 2): Promise<void> {
    await this.page.getByRole("banner").locator(".documents-button").click();
    await this.page
      .getByRole("menuitemradio")
      .nth(option - 1)
      .click();
    const wrapper = this.cell("Wrapper").getByRole("group", { name: "Wrapper" });
    await expect(wrapper.getByRole("radio").nth(option - 1)).toBeChecked();
  }

  /** Option 2 with an answer of some 900 tokens, whatever the model has to say, in 10 s or more: time to do something meanwhile. */
  async openLongOption2(): Promise<void> {
    await slowInference(this.page);
    await this.openOption(2);
    const wrapper = this.cell("Wrapper");
    await wrapper.getByRole("button", { name: "Add search option" }).click();
    await this.page.getByRole("menuitem", { name: "min_length" }).click();
    await wrapper.getByLabel("Value of min_length").fill("950");
    await wrapper.getByLabel("Value of max_length").fill("1000");
  }

  /** Opens the status panel. */
  async openStatus(): Promise<Locator> {
    await this.page.getByRole("button", { name: /^\d+ threads?$/ }).click();
    const status = this.page.getByRole("dialog", { name: "Status" });
    await expect(status).toContainText("Cross-origin isolation");
    return status;
  }

  // Cells are found by their label: to find one by its role and name, Playwright computes the role of every element of the page, at
  // each try of each action inside. accessibility.spec.ts looks at their roles and names.

  cells(): Locator {
    // The turns of a chat are articles too.
    return this.page.locator("article[data-cell-id]:visible");
  }

  /** The cell of that type; the first, or the one at `at` among them. */
  cell(type: CellTypeName, at = 0): Locator {
    return this.page.locator(`article[data-cell-id][aria-label$=": ${type}"]:visible`).nth(at);
  }

  async types(): Promise<string[]> {
    const names = await this.cells().evaluateAll((cells) =>
      cells.map((cell) => cell.getAttribute("aria-label") ?? ""),
    );
    return names.map((name) => name.replace(/^Cell \d+: /, ""));
  }

  async runAll(): Promise<void> {
    await this.page.getByRole("button", { name: "Run all" }).click();
  }

  async run(cell: Locator): Promise<void> {
    await cell.getByRole("button", { name: /^Run Cell/ }).click();
  }

  async expectStatus(cell: Locator, status: Status, timeout = 60_000): Promise<void> {
    await expect(cell).toHaveAttribute("data-status", status, { timeout });
  }

  /** Runs everything and waits until the last cell is done. */
  async runAllToTheEnd(): Promise<void> {
    await this.runAll();
    for (const type of ["Model", "Wrapper", "Artifact", "Signature", "Inference"] as const) {
      await this.expectStatus(this.cell(type), "done");
    }
  }

  /** Chooses an entry of a cell's menu. */
  async choose(cell: Locator, entry: string): Promise<void> {
    await cell.getByRole("button", { name: /^Actions for/ }).click();
    await this.page.getByRole("menuitem", { name: new RegExp(`^${entry}`) }).click();
  }

  /** Adds a cell by the line below the cell at `place` (0: at the top). */
  async add(type: CellTypeName, place: number): Promise<void> {
    const name = place === 0 ? "Add a cell at the top" : `Add a cell at place ${place + 1}`;
    await this.page.getByRole("button", { name, exact: true }).click();
    await this.page.getByRole("menuitem", { name: new RegExp(`^${type}`) }).click();
    // A text is to be written in at once: keys that come before would go elsewhere.
    if (type === "Text") await expect(this.cells().nth(place).getByRole("textbox")).toBeFocused();
  }

  /** Chooses an entry of the notebooks' menu. */
  async document(entry: string): Promise<void> {
    await this.page.getByRole("button", { name: /^Notebooks:/ }).click();
    await this.page.getByRole("menuitem", { name: entry, exact: true }).click();
  }

  async newDocument(from: string): Promise<void> {
    await this.document("New notebook ›");
    await this.page.getByRole("menuitem", { name: from, exact: true }).click();
    await expect(this.page.getByRole("menu")).toHaveCount(0);
  }

  /** Titles in the notebooks' menu. */
  async documents(): Promise<string[]> {
    await this.page.getByRole("button", { name: /^Notebooks:/ }).click();
    const titles = await this.page.getByRole("menuitemradio").allInnerTexts();
    await this.page.keyboard.press("Escape");
    return titles.map((title) => title.trim());
  }

  async openDocument(title: string): Promise<void> {
    await this.page.getByRole("button", { name: /^Notebooks:/ }).click();
    await this.page.getByRole("menuitemradio", { name: title, exact: true }).click();
  }

  documentFile(): Locator {
    return this.page.getByLabel("Notebook file");
  }

  /** Opens a .ipynb of this machine, and waits until it is in sight. */
  async openFile(file: string): Promise<void> {
    await this.documentFile().setInputFiles(file);
    await expect(this.page.getByRole("region", { name: "Notifications" })).toContainText("Nothing was run.");
  }

  /** Takes the offer that opening a notebook of code makes. */
  async editAsForms(): Promise<void> {
    const notices = this.page.getByRole("region", { name: "Notifications" });
    await notices.getByRole("button", { name: "Edit as a form" }).click();
  }

  /** Puts the JSON text into an inference cell. */
  async setInput(cell: Locator, json: string): Promise<void> {
    await cell
      .getByRole("region", { name: /^Input/ })
      .getByRole("tab", { name: "JSON" })
      .click();
    await cell.getByRole("textbox", { name: /^Input JSON/ }).fill(json);
  }

  /** Presses Run in an inference cell, waits for its end, and gives what `predict` gives in Python, as JSON. */
  async predict(cell: Locator, input: unknown): Promise<unknown> {
    await this.setInput(cell, JSON.stringify(input));
    await this.run(cell);
    await this.expectStatus(cell, "done");
    return this.response(cell);
  }

  /** What the cell shows in its JSON view. */
  async response(cell: Locator): Promise<unknown> {
    return this.#outputView(cell, "JSON");
  }

  /** The generated tokens of the last run, for comparing with a native one. */
  async tokenIds(cell: Locator): Promise<number[]> {
    return (await this.#outputView(cell, "Token ids")) as number[];
  }

  async #outputView(cell: Locator, view: string): Promise<unknown> {
    const forms = cell.getByRole("tablist", { name: "Forms of the output" });
    const tab = forms.getByRole("tab", { name: view });
    // Below a chat, the form that is shown closes when it is pressed again.
    if ((await tab.getAttribute("aria-selected")) !== "true") await tab.click();
    const text = await cell.getByRole("region", { name: new RegExp(`, ${view}$`) }).innerText();
    return JSON.parse(text) as unknown;
  }

  /** The signature as the Signature cell prints it. */
  async printedSignature(): Promise<string> {
    const printed = this.cell("Signature").getByRole("region", { name: /Printed$/ });
    return (await printed.locator("pre, code").first().innerText()).trimEnd();
  }

  /** Downloads the artifact's zip. @returns its name, its bytes, and the files in it by path. */
  async download(cell: Locator): Promise<{ name: string; bytes: Buffer; files: Record<string, string> }> {
    const downloading = this.page.waitForEvent("download");
    await cell.getByRole("button", { name: /^Download/ }).click();
    const download = await downloading;
    const bytes = await readFile(await download.path());
    const zip = await JSZip.loadAsync(bytes);
    const entries = Object.values(zip.files).filter((entry) => !entry.dir);
    const files = await Promise.all(
      entries.map(async (entry) => [entry.name, await entry.async("string")] as const),
    );
    return { name: download.suggestedFilename(), bytes, files: Object.fromEntries(files) };
  }

  /** Chooses a command of the palette by typing its name, or a part of it. */
  async command(typed: string): Promise<void> {
    await this.page.keyboard.press("ControlOrMeta+Shift+P");
    const palette = this.page.getByRole("dialog", { name: "Commands" });
    await palette.getByRole("combobox", { name: "Commands" }).fill(typed);
    await expect(palette.getByRole("option").first()).toContainText(typed);
    await this.page.keyboard.press("Enter");
    await expect(palette).toHaveCount(0);
  }

  /** Brings Monaco by going to the code: by itself it comes when the browser is idle, which a busy machine never is. */
  async wakeEditor(cell: Locator): Promise<void> {
    await cell.getByRole("textbox", { name: /^Python of/ }).focus();
    await expect(cell.locator(".monaco-editor").first()).toBeVisible();
  }

  /** Replaces the code in a cell's Monaco editor. */
  async replaceCode(cell: Locator, code: string): Promise<void> {
    await cell.locator(".monaco-editor .view-lines").click();
    await this.page.keyboard.press("ControlOrMeta+A");
    await this.page.keyboard.insertText(code);
  }
}
