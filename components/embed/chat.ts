import { AppError } from "#base/errors.ts";
import type { DemoMessage, DemoModel } from "#library/demo-port.ts";
import type { DemoTexts } from "./demo-texts.ts";
import { button, element } from "./dom.ts";
import { isLost, type Told } from "./problem.ts";
import { endOfSentences } from "./sentences.ts";

interface ChatSettings {
  readonly texts: DemoTexts;
  /** Goes on from the text as it stands, instead of a chat. */
  readonly isPrompt: boolean;
  /** What stands in the box at first. */
  readonly prompt: string;
  readonly problemOf: (error: AppError) => Promise<Told>;
  /** Loads a model that ended, which `use` then gets. */
  readonly reload: () => void;
  /** Aborted when the demo is gone. */
  readonly ended: AbortSignal;
}

interface Turn {
  readonly asked: string;
  readonly said: string;
  readonly entries: readonly HTMLElement[];
}

/** The chat or prompt box. It outlives its model, which a browser ends when memory runs short. */
export class Chat {
  readonly parts: readonly HTMLElement[];
  readonly field: HTMLTextAreaElement;
  readonly #settings: ChatSettings;
  readonly #log: HTMLElement;
  readonly #entries = element("ol");
  /** A screen reader hears what is added here, while the visible answer changes with each piece. */
  readonly #readOut = element("div", { class: "unseen", "aria-live": "polite" });
  readonly #problem = element("div", { role: "alert" });
  readonly #send: HTMLButtonElement;
  readonly #stop: HTMLButtonElement;
  readonly #forTurns: readonly HTMLButtonElement[];
  readonly #turns: Turn[] = [];
  #model: DemoModel | null = null;
  #answering: AbortController | null = null;

  constructor(settings: ChatSettings) {
    this.#settings = settings;
    const { texts, isPrompt, prompt } = settings;
    this.#log = element(
      "div",
      { class: "log", role: "group", tabindex: "0", "aria-label": isPrompt ? texts.answers : texts.chat },
      this.#entries,
    );
    this.field = element("textarea", { id: "text", rows: "2", lang: "", dir: "auto" });
    this.field.value = prompt;
    this.field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      this.#submit();
    });
    // No form: a frame with the attribute sandbox may not send one.
    this.#send = button(isPrompt ? texts.generate : texts.send, () => this.#submit());
    this.#stop = button(texts.stop, () => this.#answering?.abort(), "second");
    this.#forTurns = isPrompt
      ? []
      : [
          button(texts.edit, () => this.#edit(), "second"),
          button(texts.newChat, () => this.#clear(), "second"),
        ];
    this.#update();
    this.parts = [
      this.#log,
      this.#readOut,
      element("label", { for: "text" }, isPrompt ? texts.prompt : texts.message),
      this.field,
      element("div", { class: "buttons" }, this.#send, this.#stop, ...this.#forTurns),
      this.#problem,
    ];
  }

  use(model: DemoModel): void {
    this.#model = model;
    this.#problem.replaceChildren();
  }

  /** Another first message, while the reader has written none. @param before what it replaces. */
  suggest(prompt: string, before: string): void {
    if (this.field.value === before) this.field.value = prompt;
  }

  #submit(): void {
    const asked = this.field.value;
    if (asked.trim() === "" || this.#answering !== null || this.#model === null) return;
    if (!this.#settings.isPrompt) this.field.value = "";
    void this.#answer(this.#model, asked);
  }

  async #answer(model: DemoModel, asked: string): Promise<void> {
    const { texts, isPrompt, ended } = this.#settings;
    this.#answering = new AbortController();
    const signal = AbortSignal.any([this.#answering.signal, ended]);
    this.#update();
    this.#problem.replaceChildren();
    this.#readOut.replaceChildren(element("p", {}, texts.answering));
    const answer = wordsOf("");
    const entries = [entry(texts.you, wordsOf(asked)), entry(texts.model, answer)];
    this.#entries.append(...entries);
    this.#log.scrollTop = this.#log.scrollHeight;
    let said = "";
    let readTo = 0;
    const readOut = (end: number): void => {
      if (end > readTo) this.#readOut.append(wordsOf(said.slice(readTo, end)));
      readTo = end;
    };
    const onText = (piece: string): void => {
      const isAtEnd = this.#log.scrollTop + this.#log.clientHeight >= this.#log.scrollHeight - 4;
      said += piece;
      answer.textContent = said;
      readOut(endOfSentences(said, readTo));
      // Who scrolls back reads what stands there.
      if (isAtEnd) this.#log.scrollTop = this.#log.scrollHeight;
    };
    try {
      const messages: DemoMessage[] = [...this.#messages(), { role: "user", content: asked }];
      await (isPrompt ? model.complete(asked, onText, signal) : model.chat(messages, onText, signal));
    } catch (thrown) {
      await this.#tell(AppError.from(thrown));
    }
    readOut(said.length);
    if (signal.aborted) this.#readOut.append(element("p", {}, texts.stopped));
    if (said !== "") this.#turns.push({ asked, said, entries });
    else {
      // What has no answer can be asked again.
      for (const each of entries) each.remove();
      if (this.field.value === "") this.field.value = asked;
    }
    this.#answering = null;
    this.#update();
  }

  async #tell(error: AppError): Promise<void> {
    if (error.code === "aborted") return;
    const { texts, problemOf, reload } = this.#settings;
    const { text, lang } = await problemOf(error);
    const told = element("p", { lang }, text);
    if (isLost(error)) {
      this.#model = null;
      this.#problem.replaceChildren(told, button(texts.reload, reload));
    } else this.#problem.replaceChildren(told);
  }

  /** Takes the last turn back, its question into the box, before what stands there. */
  #edit(): void {
    if (this.#answering !== null) return;
    const turn = this.#turns.pop();
    if (turn === undefined) return;
    for (const each of turn.entries) each.remove();
    this.field.value = [turn.asked, this.field.value].filter(Boolean).join("\n");
    this.#forgetProblem();
    this.#update();
    this.field.focus();
  }

  #clear(): void {
    if (this.#answering !== null || this.#turns.length === 0) return;
    this.#turns.length = 0;
    this.#entries.replaceChildren();
    this.#readOut.replaceChildren();
    this.#forgetProblem();
    this.#update();
    this.field.focus();
  }

  /** While the model is lost, the button that loads it again stays. */
  #forgetProblem(): void {
    if (this.#model !== null) this.#problem.replaceChildren();
  }

  #messages(): readonly DemoMessage[] {
    return this.#turns.flatMap(({ asked, said }) => [
      { role: "user" as const, content: asked },
      { role: "assistant" as const, content: said },
    ]);
  }

  #update(): void {
    const isBusy = this.#answering !== null;
    setUsable(this.#send, !isBusy);
    setUsable(this.#stop, isBusy);
    for (const each of this.#forTurns) setUsable(each, !isBusy && this.#turns.length > 0);
  }
}

/** Not `disabled`: a button that has the focus would lose it. */
function setUsable(target: HTMLButtonElement, isUsable: boolean): void {
  target.setAttribute("aria-disabled", String(!isUsable));
}

function entry(who: string, words: HTMLElement): HTMLElement {
  return element("li", {}, element("span", { class: "who" }, who), words);
}

/** A reader's or a model's words, whose language nobody knows: `lang=""` says so. */
function wordsOf(text: string): HTMLElement {
  return element("p", { class: "words", lang: "", dir: "auto" }, text);
}
