/** What the embedded demo needs of the engine. */
export interface DemoLibrary {
  /**
   * Asks the host how much there is to download, and downloads nothing else.
   * @param source absolute.
   * @returns bytes; null where the host does not tell.
   */
  sizeOf(source: string, signal: AbortSignal): Promise<number | null>;
  load(source: string, onProgress: (progress: DemoProgress) => void, signal: AbortSignal): Promise<DemoModel>;
}

export interface DemoProgress {
  readonly label: string;
  readonly loadedBytes?: number;
  readonly totalBytes?: number;
}

export interface DemoMessage {
  readonly role: "user" | "assistant";
  readonly content: string;
}

export interface DemoModel {
  /** What runs it, in a sentence or two; says why where there is one thread. */
  readonly machine: string;
  /** @param onText is given each new piece of the answer. @throws AppError; "aborted". */
  chat(messages: readonly DemoMessage[], onText: (text: string) => void, signal: AbortSignal): Promise<void>;
  /** Goes on from a prompt as it stands. */
  complete(prompt: string, onText: (text: string) => void, signal: AbortSignal): Promise<void>;
  dispose(): Promise<void>;
}
