import type { AppServices } from "#components/app-context.ts";
import type { useDocuments } from "#components/documents/use-documents.ts";
import type { Say } from "#components/texts/say.ts";
import type { Texts } from "#components/texts/en.ts";

type CommandGroup = keyof Texts["commands"]["groups"];

/** An action on the notebook, with its name in the palette and usually keys. */
export interface Command {
  readonly group: CommandGroup;
  readonly name: string;
  /** Other words by which the palette finds it. */
  readonly words?: string;
  /** In tinykeys' notation: "$mod" is Ctrl, on a Mac Cmd; a space separates keys pressed one after another. */
  readonly keys?: readonly string[];
  /**
   * Where the keys work: on a cell itself ("cell"), also inside a cell ("editor"), on the page outside dialogs ("page"), or everywhere.
   */
  readonly scope?: "cell" | "editor" | "page" | "everywhere";
  /** More keys, which work on a cell itself. */
  readonly keysOnCell?: readonly string[];
  /** Whether it is available now; undefined: always. */
  readonly can?: () => boolean;
  readonly run: () => void;
}

/** What commands act on. */
export interface CommandContext extends AppServices {
  readonly texts: Texts;
  readonly say: Say;
  readonly documents: ReturnType<typeof useDocuments>;
}
