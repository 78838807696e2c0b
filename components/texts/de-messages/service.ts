import type { Catalog } from "#base/message.ts";

export const service: Catalog = {
  "The server answered {0} to {1}.": "Der Server antwortete mit {0} auf {1}.",
};
