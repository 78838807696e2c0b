import type { AppError } from "#base/errors.ts";
import { type Catalog, english, translated, type Wording } from "#base/message.ts";
import type { DemoTexts } from "./demo-texts.ts";

/** What a reader is told. `lang` is that of the words. */
export interface Told {
  readonly text: string;
  readonly lang: string;
}

/** The reasons of `RpcClient` that a reader is told in other words. */
const NO_SCRIPT = "The worker's script could not be loaded.";
const ENDED = "The browser ended the worker, as it does when memory is short.";
/** In errors without a code of ours: how browsers put it that a page's policy forbids WebAssembly, or workers without Trusted Types. */
const FORBIDDEN = /Content[- ]Security[- ]Policy|\bCSP\b|TrustedScript/i;

/** The German of the engine's messages, asked for once a German demo has its reader's consent. */
export async function loadCatalog({ lang }: DemoTexts): Promise<Catalog> {
  if (lang !== "de") return {};
  try {
    return (await import("./engine-messages.ts")).engineMessages;
  } catch {
    // The demo's host is out of reach. English is better than silence.
    return {};
  }
}

/** What the engine says while all goes well, in the demo's language, or in English where the catalog did not come. */
export function spoken(wording: Wording, { lang }: DemoTexts, catalog: Catalog): Told {
  const text = translated(wording, catalog);
  return { text, lang: text === english(wording) && lang !== "en" ? "en" : lang };
}

/** @param catalog empty where it did not come. */
export function problemOf(error: AppError, texts: DemoTexts, catalog: Catalog): Told {
  const { lang } = texts;
  if (isNoEngine(error)) return { text: self.origin === "null" ? texts.noOrigin : texts.noEngine, lang };
  // What the package tells programmers to do then is nothing that a reader can.
  const { reason } = error.details;
  if (error.code === "not-found" || reason === ENDED) return { text: texts.lost, lang };
  const wording =
    error.code === "worker-died" && typeof reason === "string"
      ? { template: reason, values: [] }
      : error.wording;
  return spoken(wording, texts, catalog);
}

/** Whether the model has to be loaded again. */
export function isLost({ code }: AppError): boolean {
  return code === "worker-died" || code === "not-found";
}

/** The engine's script did not come, or the page forbids it, its workers or WebAssembly. */
function isNoEngine({ code, message, details, cause }: AppError): boolean {
  if (code === "worker-died") return details["reason"] === NO_SCRIPT;
  if (code !== "internal") return false;
  return FORBIDDEN.test(message) || (cause instanceof DOMException && cause.name === "SecurityError");
}
