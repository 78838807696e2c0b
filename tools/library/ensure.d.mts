export function ensureLibrary(): Promise<string>;
