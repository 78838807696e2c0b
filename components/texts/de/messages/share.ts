import type { Catalog } from "#base/message.ts";

export const share: Catalog = {
  "{0} on this page's host cannot be read. Connect to the network and try again.":
    "{0} auf dem Host dieser Seite lässt sich nicht lesen. Stellen Sie eine Verbindung zum Netz her, und versuchen Sie es noch einmal.",
  "{0} on this page's host holds {1} bytes and should hold {2}. The host may have a newer page: reload this one and try again.":
    "{0} auf dem Host dieser Seite hat {1} Bytes und sollte {2} haben. Vielleicht liegt dort eine neuere Seite: Laden Sie diese neu, und versuchen Sie es noch einmal.",
};
