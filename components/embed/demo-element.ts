import { AppError, cancelled } from "#base/errors.ts";
import type { Catalog } from "#base/message.ts";
import type { Progress } from "#base/progress.ts";
import type { DemoFound, DemoLibrary, DemoModel } from "#library/demo-port.ts";
import { Chat } from "./chat.ts";
import styles from "./demo-element.css?inline";
import { type DemoTexts, demoTexts } from "./demo-texts.ts";
import { button, element, megabytes } from "./dom.ts";
import { loadCatalog, problemOf, spoken, type Told } from "./problem.ts";
import { announcedSize, isCovered, modelName, modelUrl, mostBytes, type Offer } from "./offer.ts";

const NAME = "phi3-mlflow-demo";
/** Without news, a reader is told that it may take longer. */
const SLOW_MS = 15_000;

type Load = DemoFound["load"];

/**
 * Defines `<phi3-mlflow-demo>`, a model's chat or prompt box. It asks before the first request. Attributes:
 * - `bundle`: the model's address, a folder or a zip;
 * - `prompt`: the text that stands in the box at first;
 * - `mode`: "chat" (the default) or "prompt", which goes on from the text as it stands;
 * - `name` of the model, and its `size` in bytes, to tell before anything is asked of its host. If the model turns out larger, or its
 *   files lie elsewhere, the reader is asked again.
 *
 * Another `bundle`, `mode`, `name` or `size` begins anew. A demo that is moved to another place goes on; one that is removed ends.
 * It speaks English, or German where the page around it does (`lang`). Colours are the CSS variables --phi3-demo-ink, -paper, -quiet, -line, -accent, -accent-ink; and -radius, -font.
 */
export function defineDemoElement(library: DemoLibrary): void {
  if (customElements.get(NAME) !== undefined) return;
  const sheet = new CSSStyleSheet();
  sheet.replaceSync(styles);
  customElements.define(
    NAME,
    class extends HTMLElement {
      static readonly observedAttributes = ["bundle", "prompt", "mode", "name", "size"];
      #demo: Demo | null = null;
      #isChanged = false;

      connectedCallback(): void {
        this.#demo ??= this.#begin();
      }

      disconnectedCallback(): void {
        // What is only moved to another place goes on.
        queueMicrotask(() => {
          if (!this.isConnected) this.#end();
        });
      }

      /** `moveBefore` then does not disconnect it. */
      connectedMoveCallback(): void {}

      attributeChangedCallback(name: string, before: string | null, now: string | null): void {
        if (this.#demo === null || before === now) return;
        if (name === "prompt") return this.#demo.suggest(now ?? "", before ?? "");
        if (this.#isChanged) return;
        this.#isChanged = true;
        // Once for several attributes.
        queueMicrotask(() => {
          this.#isChanged = false;
          this.#end();
          if (this.isConnected) this.#demo = this.#begin();
        });
      }

      #begin(): Demo {
        const root = this.shadowRoot ?? this.attachShadow({ mode: "open" });
        root.adoptedStyleSheets = [sheet];
        return new Demo(this, root, library);
      }

      #end(): void {
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
  #talk: Chat | null = null;
  /** Of the engine's words; empty until it comes. */
  #catalog: Catalog = {};
  #catalogLoad: Promise<void> | null = null;
  #hadFocus = false;

  constructor(host: HTMLElement, root: ShadowRoot, library: DemoLibrary) {
    this.#host = host;
    this.#root = root;
    this.#library = library;
    this.#texts = demoTexts(languageAround(host));
    const source = modelUrl(host.getAttribute("bundle"), document.baseURI);
    if (source === null) this.#show(element("p", { role: "alert" }, this.#texts.noModel));
    else this.#ask(source, { sizeBytes: announcedSize(host.getAttribute("size")), hosts: [source.host] });
  }

  end(): void {
    this.#ended.abort();
    void this.#model?.dispose();
  }

  /** Another first message. @param before what it replaces. */
  suggest(prompt: string, before: string): void {
    this.#talk?.suggest(prompt, before);
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
    if (load) this.#focus(start);
  }

  /** Asks the host, and loads what the reader agreed to already. */
  async #lookUp(source: URL, offer: Offer): Promise<void> {
    void this.#loadCatalog();
    const { signal } = this.#wait(source, this.#texts.asking(source.host));
    let found: DemoFound;
    try {
      found = await this.#library.lookUp(source.href, signal);
      if (signal.aborted) throw cancelled();
    } catch (error) {
      return void this.#fail(source, offer, error);
    }
    if (offer.sizeBytes === null) this.#ask(source, found);
    else if (isCovered(found, offer)) {
      const load: Load = (tell, ended) => found.load(tell, ended, mostBytes(offer));
      await this.#load(source, found, load);
    } else this.#ask(source, found, this.#texts.differs);
  }

  async #load(source: URL, offer: Offer, load: Load): Promise<void> {
    const { signal, tell } = this.#wait(source, this.#texts.starting);
    try {
      const model = await load(tell, signal);
      if (signal.aborted) {
        await model.dispose();
        throw cancelled();
      }
      // Where one is loaded again, the worker of the last is gone or useless.
      void this.#model?.dispose();
      this.#model = model;
      this.#chat(source, offer, model);
    } catch (error) {
      // Asks the host anew: what it has may have changed.
      await this.#fail(source, { sizeBytes: offer.sizeBytes, hosts: offer.hosts }, error);
    }
  }

  /** Shows progress, with a button to cancel. */
  #wait(source: URL, first: string) {
    const cancel = new AbortController();
    const label = element("p", { role: "status" }, first);
    const bar = element("progress", { "aria-label": this.#texts.progress });
    const slow = element("p", { role: "status", class: "quiet" });
    let timer: ReturnType<typeof setTimeout>;
    const wait = (): void => {
      clearTimeout(timer);
      slow.textContent = "";
      timer = setTimeout(() => (slow.textContent = this.#texts.slow), SLOW_MS);
    };
    const tell = ({ label: wording, loadedBytes, totalBytes }: Progress): void => {
      wait();
      const said = spoken(wording, this.#texts, this.#catalog);
      // A screen reader hears each step once, not each percent.
      if (label.textContent !== said.text) {
        label.lang = said.lang;
        label.textContent = said.text;
      }
      if (loadedBytes === undefined || totalBytes === undefined) bar.removeAttribute("value");
      else [bar.max, bar.value] = [Math.max(totalBytes, 1), loadedBytes];
    };
    wait();
    const stop = button(this.#texts.cancel, () => cancel.abort(), "second");
    this.#show(
      element("h2", {}, this.#name(source)),
      label,
      bar,
      slow,
      element("div", { class: "buttons" }, stop),
    );
    this.#focus(stop);
    return { signal: AbortSignal.any([cancel.signal, this.#ended.signal]), tell };
  }

  async #fail(source: URL, offer: Offer, thrown: unknown): Promise<void> {
    const error = AppError.from(thrown);
    const problem = error.code === "aborted" ? null : await this.#problemOf(error);
    if (this.#ended.signal.aborted) return;
    this.#ask(source, offer);
    this.#focus(this.#root.querySelector("button"));
    if (problem === null) return;
    const { text, lang } = problem;
    this.#root.firstElementChild?.append(element("p", { role: "alert", lang }, text));
  }

  async #problemOf(error: AppError): Promise<Told> {
    await this.#loadCatalog();
    return problemOf(error, this.#texts, this.#catalog);
  }

  /** Not before the reader's consent. */
  #loadCatalog(): Promise<void> {
    this.#catalogLoad ??= loadCatalog(this.#texts).then((catalog) => void (this.#catalog = catalog));
    return this.#catalogLoad;
  }

  #chat(source: URL, offer: Offer, model: DemoModel): void {
    const { sizeBytes, hosts } = offer;
    this.#talk ??= new Chat({
      texts: this.#texts,
      isPrompt: this.#host.getAttribute("mode") === "prompt",
      prompt: this.#host.getAttribute("prompt") ?? "",
      problemOf: (error) => this.#problemOf(error),
      reload: () => void this.#lookUp(source, { sizeBytes, hosts }),
      ended: this.#ended.signal,
    });
    this.#talk.use(model);
    this.#show(element("h2", {}, this.#name(source)), ...this.#talk.parts, this.#machine(model));
    this.#focus(this.#talk.field);
  }

  #machine({ runtime, threads, singleThreadReason }: DemoModel): HTMLElement {
    const texts = this.#texts;
    const { text } = spoken(runtime, texts, this.#catalog);
    const machine = element("p", { class: "quiet" }, texts.machine(text, threads));
    if (singleThreadReason === null) return machine;
    const isFramed = window.top !== window && !crossOriginIsolated;
    const why = spoken(singleThreadReason, texts, this.#catalog);
    machine.append(" ", isFramed ? texts.aloneInFrame : element("span", { lang: why.lang }, why.text));
    return machine;
  }

  #show(...children: readonly HTMLElement[]): void {
    this.#hadFocus = this.#root.activeElement !== null;
    // The page around can be in a language that the demo does not speak.
    this.#root.replaceChildren(element("div", { lang: this.#texts.lang, dir: "ltr" }, ...children));
  }

  /** Of what is shown now. A reader who went on in the page around stays there. */
  #focus(target: HTMLElement | null): void {
    if (this.#hadFocus) target?.focus();
  }
}

/** Of the page around, also if the demo is in a component of that page. */
function languageAround(host: Element): string {
  const found = host.closest<HTMLElement>("[lang]");
  const root = host.getRootNode();
  if (found !== null) return found.lang;
  return root instanceof ShadowRoot ? languageAround(root.host) : "";
}
