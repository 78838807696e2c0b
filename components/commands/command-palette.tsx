import { Command, defaultFilter } from "cmdk";
import { Dialog } from "radix-ui";
import { useRef, useState } from "react";
import { useTexts } from "#components/texts/use-texts.ts";
import { useReturnFocus } from "#components/ui/use-return-focus.ts";
import type { Command as NamedCommand, CommandGroup } from "./command.ts";
import { formatKeys, IS_MAC } from "./format-keys.ts";
import { useCommands } from "./use-commands.ts";

/** Every command by its name. */
export default function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts().commands;
  const commands = useCommands();
  const [search, setSearch] = useState("");
  const returnFocus = useReturnFocus();
  const chosen = useRef<(() => void) | null>(null);

  const item = ({ group, name, keys, can, run }: NamedCommand) => (
    <Command.Item
      key={name}
      value={name}
      keywords={[texts.groups[group]]}
      className="menu-item"
      disabled={can?.() === false}
      onSelect={() => {
        chosen.current = run;
        onClose();
      }}
    >
      {name} {keys?.[0] !== undefined && <kbd>{formatKeys(keys[0], IS_MAC)}</kbd>}
    </Command.Item>
  );

  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content
          className="dialog palette"
          aria-describedby={undefined}
          // The command acts on what had the focus, which has it again by then.
          onCloseAutoFocus={(event) => {
            returnFocus(event);
            const run = chosen.current;
            if (run) setTimeout(run);
          }}
        >
          <Dialog.Title className="visually-hidden">{texts.title}</Dialog.Title>
          <Command label={texts.title} filter={score} loop>
            <Command.Input
              className="input"
              placeholder={texts.placeholder}
              aria-label={texts.title}
              value={search}
              onValueChange={setSearch}
            />
            <Command.List className="palette-list" label={texts.list}>
              <Command.Empty className="hint">{texts.none}</Command.Empty>
              {/* What is found stands best first, over all groups: cmdk sorts within a group only. */}
              {search.trim() === ""
                ? (Object.keys(texts.groups) as CommandGroup[]).map((group) => (
                    <Command.Group key={group} heading={texts.groups[group]}>
                      {commands.filter((command) => command.group === group).map(item)}
                    </Command.Group>
                  ))
                : commands.map(item)}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}

/** What is typed as it stands goes before letters that are found far apart: "undo" is not "Run and go". */
function score(name: string, typed: string, keywords?: string[]): number {
  const at = name.toLowerCase().indexOf(typed.trim().toLowerCase());
  if (at === 0) return 1;
  return at > 0 ? 0.9 : 0.8 * defaultFilter(name, typed, keywords);
}
