import { keysOf } from "#base/entries.ts";
import { Command, defaultFilter } from "cmdk";
import { useRef, useState } from "react";
import { useTexts } from "#components/texts/use-texts.ts";
import { useReturnFocus } from "#components/ui/use-return-focus.ts";
import type { Command as NamedCommand } from "./command.ts";
import { formatKeys, IS_MAC } from "./format-keys.ts";
import { useCommands } from "./use-commands.ts";
import { DialogFrame } from "#components/ui/dialog-frame.tsx";

/** Every command by its name. */
export default function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts().commands;
  const commands = useCommands();
  const [search, setSearch] = useState("");
  const returnFocus = useReturnFocus();
  const chosen = useRef<(() => void) | null>(null);

  const item = (command: NamedCommand) => {
    const { name, keys, run } = command;
    return (
      <Command.Item
        key={name}
        value={name}
        className="menu-item"
        disabled={!isOffered(command)}
        onSelect={() => {
          chosen.current = run;
          onClose();
        }}
      >
        {name} {keys?.[0] !== undefined && <kbd>{formatKeys(keys[0], IS_MAC)}</kbd>}
      </Command.Item>
    );
  };

  // Best first, over all groups; cmdk would sort only within groups, and put unavailable commands first.
  const found = commands
    .map((command) => ({
      command,
      score: score(command.name, search, [texts.groups[command.group], command.words ?? ""]),
    }))
    .filter(({ score }) => score > 0)
    .toSorted((a, b) => Number(isOffered(b.command)) - Number(isOffered(a.command)) || b.score - a.score)
    .map(({ command }) => command);

  return (
    <DialogFrame
      title={texts.title}
      isTitleHidden
      className="palette"
      hasCross={false}
      onClose={onClose}
      // The command acts on what had the focus before, which has it again by then.
      returnFocus={(event) => {
        returnFocus(event);
        const run = chosen.current;
        if (run) setTimeout(run);
      }}
    >
      <Command label={texts.title} shouldFilter={false} loop>
        <Command.Input
          className="input"
          placeholder={texts.placeholder}
          aria-label={texts.title}
          value={search}
          onValueChange={setSearch}
        />
        <Command.List className="palette-list" label={texts.list}>
          {found.length === 0 && <p className="hint">{texts.none}</p>}
          {search.trim() === ""
            ? keysOf(texts.groups).map((group) => (
                <Command.Group key={group} heading={texts.groups[group]}>
                  {commands.filter((command) => command.group === group).map(item)}
                </Command.Group>
              ))
            : found.map(item)}
        </Command.List>
      </Command>
    </DialogFrame>
  );
}

function isOffered({ can }: NamedCommand): boolean {
  return can?.() !== false;
}

/** An exact match goes before scattered letters: "undo" is not "Run and go". */
function score(name: string, typed: string, keywords: string[]): number {
  const at = name.toLowerCase().indexOf(typed.trim().toLowerCase());
  if (at === 0) return 1;
  return at > 0 ? 0.9 : 0.8 * defaultFilter(name, typed, keywords);
}
