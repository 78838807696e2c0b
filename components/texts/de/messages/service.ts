import type { Catalog } from "#base/message.ts";

export const service: Catalog = {
  "The server answered {0} to {1}.": "Der Server antwortete mit {0} auf {1}.",
  "The server gave something else for {0}: a page to sign in, or a new version that is being published. The next visit tries again.":
    "Der Server hat für {0} etwas anderes geschickt: eine Anmeldeseite, oder eine neue Version, die gerade veröffentlicht wird. Beim nächsten Besuch versucht es die Seite noch einmal.",
};
