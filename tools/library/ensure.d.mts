/** @returns the package's folder. */
export function ensureLibrary(): Promise<string>;
/** @returns the folder of the demo's files. */
export function ensureDemo(): Promise<string>;
