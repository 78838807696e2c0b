import { Command } from "cmdk";
import { Dialog } from "radix-ui";
import { useRef } from "react";
import { useTexts } from "#components/texts/use-texts.ts";
import type { CommandGroup } from "./command.ts";
import { formatKeys, IS_MAC } from "./format-keys.ts";
import { useCommands } from "./use-commands.ts";

/** Every command by its name. */
export default function CommandPalette({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts().commands;
  const commands = useCommands();
  const chosen = useRef<(() => void) | null>(null);
  return (
    <Dialog.Root open onOpenChange={(open) => !open && onClose()}>
      <Dialog.Portal>
        <Dialog.Overlay className="overlay" />
        <Dialog.Content
          className="dialog palette"
          aria-describedby={undefined}
          // The command acts on what had the focus, which has it again by then.
          onCloseAutoFocus={() => {
            const run = chosen.current;
            if (run) setTimeout(run);
          }}
        >
          <Dialog.Title className="visually-hidden">{texts.title}</Dialog.Title>
          <Command label={texts.title} loop>
            <Command.Input className="input" placeholder={texts.placeholder} aria-label={texts.title} />
            <Command.List className="palette-list" label={texts.list}>
              <Command.Empty className="hint">{texts.none}</Command.Empty>
              {(Object.keys(texts.groups) as CommandGroup[]).map((group) => (
                <Command.Group key={group} heading={texts.groups[group]}>
                  {commands
                    .filter((command) => command.group === group)
                    .map(({ name, keys, can, run }) => (
                      <Command.Item
                        key={name}
                        value={`${texts.groups[group]} ${name}`}
                        className="menu-item"
                        disabled={can?.() === false}
                        onSelect={() => {
                          chosen.current = run;
                          onClose();
                        }}
                      >
                        {name} {keys?.[0] !== undefined && <kbd>{formatKeys(keys[0], IS_MAC)}</kbd>}
                      </Command.Item>
                    ))}
                </Command.Group>
              ))}
            </Command.List>
          </Command>
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
