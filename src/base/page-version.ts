/** Of the page, as package.json has it: a test holds them together. */
export const PAGE_VERSION = "0.1.0";
