import type { Catalog } from "#base/message.ts";

export const service: Catalog = {
  "The server answered {0} to {1}.": "Der Server antwortete mit {0} auf {1}.",
  "The server gave something else for {0}: a page to sign in, or a new version that is being published. The next visit tries again.":
    "Der Server gab etwas anderes für {0}: eine Anmeldeseite, oder eine neue Version, die gerade veröffentlicht wird. Der nächste Besuch versucht es noch einmal.",
};
