/** The folder in which environments are kept, and what was made by them. */
export function cacheFolder(): string;

/** Where kept-answers.ts keeps its answers, each in a file. */
export function answersFolder(): string;

/** What was written when it was whole; undefined where it is not made. */
export function stampOf(folder: string): string | undefined;

/** Keeps the folder from being removed as unused. */
export function touch(folder: string): void;

/** Builds the folder, unless another process does so meanwhile. @param build gives the stamp. */
export function buildOnce(
  folder: string,
  isMade: () => boolean,
  build: () => Promise<string>,
  onWait: () => void,
): Promise<void>;

/** Removes environments and answers that no run has asked for in a month. */
export function removeUnused(): void;
