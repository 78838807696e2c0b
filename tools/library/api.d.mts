export function apiPage(folder: string): string;
