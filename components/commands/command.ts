import type { AppServices } from "#components/app-context.ts";
import type { useDocuments } from "#components/documents/use-documents.ts";
import type { Say } from "#components/texts/say.ts";
import type { Texts } from "#components/texts/en.ts";

type CommandGroup = keyof Texts["commands"]["groups"];

/** Something that a person can do to the notebook, by its name in the palette and mostly by keys too. */
export interface Command {
  readonly group: CommandGroup;
  readonly name: string;
  /** In the notation of tinykeys: "$mod" is Ctrl, on a Mac Cmd; a space stands between keys pressed one after another. */
  readonly keys?: readonly string[];
  /** Where the keys work: on a cell itself ("cell"), in what a cell holds too ("editor"), in the page but for dialogs ("page"), or everywhere. */
  readonly scope?: "cell" | "editor" | "page" | "everywhere";
  /** More keys, which work on a cell itself. */
  readonly keysOnCell?: readonly string[];
  /** Whether it can be done now; always, where it is not said. */
  readonly can?: () => boolean;
  readonly run: () => void;
}

/** What commands act on. */
export interface CommandContext extends AppServices {
  readonly texts: Texts;
  readonly say: Say;
  readonly documents: ReturnType<typeof useDocuments>;
}
