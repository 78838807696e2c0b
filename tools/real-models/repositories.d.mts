/** Names of the repositories that can be made. */
export const repositories: Readonly<Record<string, unknown>>;

/** The folder that holds a repository's files, made if it was not. @throws Error for a name that is none. */
export function repositoryFolder(name: string): Promise<string>;
