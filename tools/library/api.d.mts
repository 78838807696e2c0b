export const API_PAGES: readonly string[];
export function apiPage(folder: string): string;
