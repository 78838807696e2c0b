/** The page's version. A test compares it with package.json. */
export const PAGE_VERSION = "0.1.0";
