import { AppError, cancelled } from "#base/errors.ts";
import { percentDecoded } from "#base/percent-decoded.ts";
import type { DemoLibrary, DemoMessage, DemoModel, DemoProgress } from "#library/demo-port.ts";
import styles from "./demo-element.css?inline";
import { button, element, megabytes } from "./dom.ts";

const NAME = "phi3-mlflow-demo";

/**
 * Defines `<phi3-mlflow-demo>`, a model's chat or prompt box. It asks before the first request. Attributes:
 * - `bundle`: the model's address, a folder or a zip;
 * - `prompt`: the text that stands in the box at first;
 * - `mode`: "chat" (the default) or "prompt", which goes on from the text as it stands;
 * - `name` of the model, and its `size` in bytes, to tell before anything is asked of its host.
 *
 * Colours are the CSS variables --phi3-demo-ink, -paper, -quiet, -line, -accent, -accent-ink; and -radius, -font.
 */
export function defineDemoElement(library: DemoLibrary): void {
  if (customElements.get(NAME) !== undefined) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  customElements.define(
    NAME,
    class extends HTMLElement {
      #demo: Demo | null = null;

      connectedCallback(): void {
        const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
        root.adoptedStyleSheets = [sheet];
        this.#demo = new Demo(this, root, library);
      }

      disconnectedCallback(): void {
        this.#demo?.end();
        this.#demo = null;
      }
    },
  );
}

/** One demo, from the question whether to load to the chat. */
class Demo {
  readonly #host: HTMLElement;
  readonly #root: ShadowRoot;
  readonly #library: DemoLibrary;
  readonly #ended = new AbortController();
  #model: DemoModel | null = null;

  constructor(host: HTMLElement, root: ShadowRoot, library: DemoLibrary) {
    this.#host = host;
    this.#root = root;
    this.#library = library;
    const source = this.#source();
    if (source === null)
      this.#show(
        element("p", { role: "alert" }, "This demo names no model. Set the attribute bundle to its address."),
      );
    else this.#ask(source, Number(host.getAttribute("size")) || null);
  }

  end(): void {
    this.#ended.abort();
    void this.#model?.dispose();
  }

  #source(): URL | null {
    const given = this.#host.getAttribute("bundle");
    const url = given === null ? null : URL.parse(given, document.baseURI);
    return url !== null && /^https?:$/.test(url.protocol) ? url : null;
  }

  #name(source: URL): string {
    return (
      this.#host.getAttribute("name") ??
      percentDecoded(source.pathname.split("/").findLast(Boolean) ?? source.host)
    );
  }

  /** Says what would be downloaded, and from where. Without a size, the host has to be asked for it first. */
  #ask(source: URL, sizeBytes: number | null, isAsked = false): void {
    const name = this.#name(source);
    const size = sizeBytes === null ? "" : `${megabytes(sizeBytes)} `;
    const start = button(
      sizeBytes === null && !isAsked ? `Ask ${source.host} for the size` : `Download ${size}and start`,
      () => void (sizeBytes === null && !isAsked ? this.#askSize(source) : this.#load(source, sizeBytes)),
    );
    this.#show(
      element("h2", {}, name),
      element(
        "p",
        {},
        sizeBytes === null && !isAsked
          ? `This model runs in your browser. It would be downloaded from ${source.host}. Nothing is asked of that host before you agree.`
          : `This model runs in your browser: ${size === "" ? "its files, of a size that the host does not tell, are" : `${size}are`} downloaded from ${source.host}. What you type stays on this page.`,
      ),
      element("div", { class: "buttons" }, start),
    );
    if (isAsked) start.focus();
  }

  async #askSize(source: URL): Promise<void> {
    const { signal } = this.#wait(source, { label: `Asking ${source.host}` });
    try {
      this.#ask(source, await this.#library.sizeOf(source.href, signal), true);
    } catch (error) {
      this.#fail(source, null, error);
    }
  }

  async #load(source: URL, sizeBytes: number | null): Promise<void> {
    const { signal, tell } = this.#wait(source, { label: "Starting" });
    try {
      const model = await this.#library.load(source.href, tell, signal);
      if (signal.aborted) {
        await model.dispose();
        throw cancelled();
      }
      this.#model = model;
      this.#chat(source, model);
    } catch (error) {
      this.#fail(source, sizeBytes, error);
    }
  }

  /** Shows progress, with a button to cancel. */
  #wait(source: URL, first: DemoProgress) {
    const cancel = new AbortController();
    const label = element("p", { role: "status" });
    const bar = element("progress", { "aria-label": "Progress" });
    const tell = ({ label: said, loadedBytes, totalBytes }: DemoProgress): void => {
      // A screen reader hears each step once, not each percent.
      if (label.textContent !== said) label.textContent = said;
      if (loadedBytes === undefined || totalBytes === undefined) bar.removeAttribute("value");
      else [bar.max, bar.value] = [Math.max(totalBytes, 1), loadedBytes];
    };
    tell(first);
    const stop = button("Cancel", () => cancel.abort(), "second");
    this.#show(element("h2", {}, this.#name(source)), label, bar, element("div", { class: "buttons" }, stop));
    stop.focus();
    return { signal: AbortSignal.any([cancel.signal, this.#ended.signal]), tell };
  }

  #fail(source: URL, sizeBytes: number | null, thrown: unknown): void {
    if (this.#ended.signal.aborted) return;
    const { code, message } = AppError.from(thrown);
    this.#ask(source, sizeBytes, sizeBytes !== null);
    if (code !== "aborted") this.#root.append(element("p", { role: "alert" }, message));
    this.#root.querySelector("button")?.focus();
  }

  #chat(source: URL, model: DemoModel): void {
    const isPrompt = this.#host.getAttribute("mode") === "prompt";
    const entries = element("ol");
    const log = element(
      "div",
      { class: "log", role: "log", tabindex: "0", "aria-label": isPrompt ? "Answers" : "Chat" },
      entries,
    );
    const field = element("textarea", { id: "text", rows: "2" });
    field.value = this.#host.getAttribute("prompt") ?? "";
    const send = element("button", {}, isPrompt ? "Generate" : "Send");
    const problem = element("p", { role: "alert" });
    const messages: DemoMessage[] = [];
    let answering: AbortController | null = null;
    const stop = button("Stop", () => answering?.abort(), "second");
    stop.disabled = true;
    const form = element(
      "form",
      {},
      element("label", { for: "text" }, isPrompt ? "Prompt" : "Message"),
      field,
      element("div", { class: "buttons" }, send, stop),
    );

    const answer = async (text: string): Promise<void> => {
      answering = new AbortController();
      const signal = AbortSignal.any([answering.signal, this.#ended.signal]);
      [send.disabled, stop.disabled, problem.textContent] = [true, false, ""];
      entries.append(entry("You", text));
      const shown = entry("Model", "");
      entries.append(shown);
      let said = "";
      const onText = (piece: string): void => {
        said += piece;
        shown.lastChild?.replaceWith(said);
        log.scrollTop = log.scrollHeight;
      };
      const asked: DemoMessage[] = [...messages, { role: "user", content: text }];
      try {
        await (isPrompt ? model.complete(text, onText, signal) : model.chat(asked, onText, signal));
      } catch (thrown) {
        const { code, message } = AppError.from(thrown);
        if (code !== "aborted") problem.textContent = message;
      } finally {
        [send.disabled, stop.disabled] = [false, true];
      }
      if (said !== "") messages.splice(0, messages.length, ...asked, { role: "assistant", content: said });
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      const text = field.value;
      if (text.trim() === "" || send.disabled) return;
      if (!isPrompt) field.value = "";
      void answer(text);
    });
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      form.requestSubmit();
    });
    this.#show(
      element("h2", {}, this.#name(source)),
      log,
      form,
      problem,
      element("p", { class: "quiet" }, model.machine),
    );
    field.focus();
  }

  #show(...children: readonly HTMLElement[]): void {
    this.#root.replaceChildren(...children);
  }
}

function entry(who: string, text: string): HTMLElement {
  return element("li", {}, element("span", { class: "who" }, who), text);
}
