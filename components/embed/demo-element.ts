import { AppError, cancelled } from "#base/errors.ts";
import type { DemoFound, DemoLibrary, DemoMessage, DemoModel, DemoProgress } from "#library/demo-port.ts";
import styles from "./demo-element.css?inline";
import { type DemoTexts, demoTexts } from "./demo-texts.ts";
import { button, element, megabytes } from "./dom.ts";
import { announcedSize, isCovered, modelName, modelUrl, mostBytes, type Offer } from "./offer.ts";

const NAME = "phi3-mlflow-demo";

type Load = DemoFound["load"];

/**
 * Defines `<phi3-mlflow-demo>`, a model's chat or prompt box. It asks before the first request. Attributes:
 * - `bundle`: the model's address, a folder or a zip;
 * - `prompt`: the text that stands in the box at first;
 * - `mode`: "chat" (the default) or "prompt", which goes on from the text as it stands;
 * - `name` of the model, and its `size` in bytes, to tell before anything is asked of its host. If the model turns out larger, or its
 *   files lie elsewhere, the reader is asked again.
 *
 * It speaks English, or German where the page around it does (`lang`). Colours are the CSS variables --phi3-demo-ink, -paper, -quiet, -line, -accent, -accent-ink; and -radius, -font.
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
  readonly #texts: DemoTexts;
  readonly #ended = new AbortController();
  #model: DemoModel | null = null;

  constructor(host: HTMLElement, root: ShadowRoot, library: DemoLibrary) {
    this.#host = host;
    this.#root = root;
    this.#library = library;
    this.#texts = demoTexts(host.closest<HTMLElement>("[lang]")?.lang ?? "");
    const source = modelUrl(host.getAttribute("bundle"), document.baseURI);
    if (source === null) this.#show(element("p", { role: "alert" }, this.#texts.noModel));
    else this.#ask(source, { sizeBytes: announcedSize(host.getAttribute("size")), hosts: [source.host] });
  }

  end(): void {
    this.#ended.abort();
    void this.#model?.dispose();
  }

  #name(source: URL): string {
    return modelName(this.#host.getAttribute("name"), source);
  }

  /** Says what would be downloaded, and from where. Without a size, the host has to be asked for it first. */
  #ask(source: URL, offer: Offer, note?: string): void {
    const texts = this.#texts;
    const { sizeBytes, hosts, load } = offer;
    const places = texts.places(hosts);
    const isOpen = sizeBytes === null && load === undefined;
    const size = sizeBytes === null ? null : megabytes(sizeBytes);
    const start = isOpen
      ? button(texts.askSize(source.host), () => void this.#lookUp(source, offer))
      : button(
          size === null ? texts.downloadWithoutSize : texts.download(size),
          () => void (load ? this.#load(source, offer, load) : this.#lookUp(source, offer)),
        );
    const told = size === null ? texts.offerWithoutSize(places) : texts.offer(size, places);
    this.#show(
      element("h2", {}, this.#name(source)),
      ...(note === undefined ? [] : [element("p", { role: "alert" }, note)]),
      element("p", {}, isOpen ? texts.before(source.host) : told),
      element("div", { class: "buttons" }, start),
    );
    if (load) start.focus();
  }

  /** Asks the host, and loads what the reader agreed to already. */
  async #lookUp(source: URL, offer: Offer): Promise<void> {
    const { signal } = this.#wait(source, { label: this.#texts.asking(source.host) });
    let found: DemoFound;
    try {
      found = await this.#library.lookUp(source.href, signal);
      if (signal.aborted) throw cancelled();
    } catch (error) {
      return this.#fail(source, offer, error);
    }
    if (offer.sizeBytes === null) this.#ask(source, found);
    else if (isCovered(found, offer)) {
      const load: Load = (tell, ended) => found.load(tell, ended, mostBytes(offer));
      await this.#load(source, found, load);
    } else this.#ask(source, found, this.#texts.differs);
  }

  async #load(source: URL, offer: Offer, load: Load): Promise<void> {
    const { signal, tell } = this.#wait(source, { label: this.#texts.starting });
    try {
      const model = await load(
        ({ label, ...bytes }) => tell({ label: this.#texts.step(label), ...bytes }),
        signal,
      );
      if (signal.aborted) {
        await model.dispose();
        throw cancelled();
      }
      this.#model = model;
      this.#chat(source, model);
    } catch (error) {
      // Asks the host anew: what it has may have changed.
      this.#fail(source, { sizeBytes: offer.sizeBytes, hosts: offer.hosts }, error);
    }
  }

  /** Shows progress, with a button to cancel. */
  #wait(source: URL, first: DemoProgress) {
    const cancel = new AbortController();
    const label = element("p", { role: "status" });
    const bar = element("progress", { "aria-label": this.#texts.progress });
    const tell = ({ label: said, loadedBytes, totalBytes }: DemoProgress): void => {
      // A screen reader hears each step once, not each percent.
      if (label.textContent !== said) label.textContent = said;
      if (loadedBytes === undefined || totalBytes === undefined) bar.removeAttribute("value");
      else [bar.max, bar.value] = [Math.max(totalBytes, 1), loadedBytes];
    };
    tell(first);
    const stop = button(this.#texts.cancel, () => cancel.abort(), "second");
    this.#show(element("h2", {}, this.#name(source)), label, bar, element("div", { class: "buttons" }, stop));
    stop.focus();
    return { signal: AbortSignal.any([cancel.signal, this.#ended.signal]), tell };
  }

  #fail(source: URL, offer: Offer, thrown: unknown): void {
    if (this.#ended.signal.aborted) return;
    const { code, message } = AppError.from(thrown);
    this.#ask(source, offer);
    if (code !== "aborted") this.#root.append(element("p", { role: "alert" }, message));
    this.#root.querySelector("button")?.focus();
  }

  #chat(source: URL, model: DemoModel): void {
    const texts = this.#texts;
    const isPrompt = this.#host.getAttribute("mode") === "prompt";
    const entries = element("ol");
    const log = element(
      "div",
      { class: "log", role: "log", tabindex: "0", "aria-label": isPrompt ? texts.answers : texts.chat },
      entries,
    );
    const field = element("textarea", { id: "text", rows: "2" });
    field.value = this.#host.getAttribute("prompt") ?? "";
    // No form: a frame with the attribute sandbox may not send one.
    const send = button(isPrompt ? texts.generate : texts.send, () => submit());
    const problem = element("p", { role: "alert" });
    const messages: DemoMessage[] = [];
    let answering: AbortController | null = null;
    const stop = button(texts.stop, () => answering?.abort(), "second");
    stop.disabled = true;
    const answer = async (text: string): Promise<void> => {
      answering = new AbortController();
      const signal = AbortSignal.any([answering.signal, this.#ended.signal]);
      [send.disabled, stop.disabled, problem.textContent] = [true, false, ""];
      entries.append(entry(texts.you, text));
      const shown = entry(texts.model, "");
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
    const submit = (): void => {
      const text = field.value;
      if (text.trim() === "" || send.disabled) return;
      if (!isPrompt) field.value = "";
      void answer(text);
    };
    field.addEventListener("keydown", (event) => {
      if (event.key !== "Enter" || event.shiftKey || event.isComposing) return;
      event.preventDefault();
      submit();
    });
    this.#show(
      element("h2", {}, this.#name(source)),
      log,
      element("label", { for: "text" }, isPrompt ? texts.prompt : texts.message),
      field,
      element("div", { class: "buttons" }, send, stop),
      problem,
      element("p", { class: "quiet" }, this.#machine(model)),
    );
    field.focus();
  }

  #machine({ runtime, threads, singleThreadReason }: DemoModel): string {
    const texts = this.#texts;
    const machine = texts.machine(runtime, threads);
    if (singleThreadReason === null) return machine;
    const isFramed = window.top !== window && !crossOriginIsolated;
    return `${machine} ${isFramed ? texts.aloneInFrame : texts.alone(singleThreadReason)}`;
  }

  #show(...children: readonly HTMLElement[]): void {
    this.#root.replaceChildren(...children);
  }
}

function entry(who: string, text: string): HTMLElement {
  return element("li", {}, element("span", { class: "who" }, who), text);
}
