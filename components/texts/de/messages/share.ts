import type { Catalog } from "#base/message.ts";

export const share: Catalog = {
  "{0} on this page's host cannot be read. Connect to the network and try again.":
    "{0} auf dem Host dieser Seite lässt sich nicht lesen. Stellen Sie eine Verbindung zum Netz her, und versuchen Sie es noch einmal.",
};
