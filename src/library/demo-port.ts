/** What the embedded demo needs of the engine. Its texts are translated there. */
import type { Wording } from "#base/message.ts";
import type { Progress } from "#base/progress.ts";

export interface DemoLibrary {
  /**
   * Asks the host what there is to download, and downloads nothing else.
   * @param source absolute.
   */
  lookUp(source: string, signal: AbortSignal): Promise<DemoFound>;
}

/** What a model's host says of it. */
export interface DemoFound {
  /** null where the host does not say. */
  readonly sizeBytes: number | null;
  /** Where the files lie: a list of files can name other hosts than its own. */
  readonly hosts: readonly string[];
  /**
   * Downloads what was found, no other file and no byte more, and loads it.
   * @param maxBytes what a host may send that does not say how much there is.
   * @throws AppError "invalid-bundle" or "over-limit" where the host sends more.
   */
  load(onProgress: (progress: Progress) => void, signal: AbortSignal, maxBytes?: number): Promise<DemoModel>;
}

export interface DemoMessage {
  readonly role: "user" | "assistant";
  readonly content: string;
}

export interface DemoModel {
  /** The runtime's name. */
  readonly runtime: Wording;
  readonly threads: number;
  /** Why there is one thread, or null. */
  readonly singleThreadReason: Wording | null;
  /** @param onText is given each new piece of the answer. @throws AppError; "aborted". */
  chat(messages: readonly DemoMessage[], onText: (text: string) => void, signal: AbortSignal): Promise<void>;
  /** Goes on from a prompt as it stands. */
  complete(prompt: string, onText: (text: string) => void, signal: AbortSignal): Promise<void>;
  dispose(): Promise<void>;
}
