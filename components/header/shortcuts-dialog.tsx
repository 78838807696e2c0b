import { keysOf } from "#base/entries.ts";
import type { Command } from "#components/commands/command.ts";
import { formatAllKeys, IS_MAC } from "#components/commands/format-keys.ts";
import { useCommands } from "#components/commands/use-commands.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { useReturnFocus } from "#components/ui/use-return-focus.ts";
import { DialogFrame } from "#components/ui/dialog-frame.tsx";

/** The keys of every command that has any. */
export default function ShortcutsDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = useTexts();
  const commands = useCommands();
  return (
    <DialogFrame
      title={texts.shortcuts.title}
      text={texts.shortcuts.intro}
      onClose={onClose}
      returnFocus={useReturnFocus()}
    >
      {keysOf(texts.commands.groups).map((group) => (
        <section key={group}>
          <h3>{texts.commands.groups[group]}</h3>
          <dl className="shortcut-list">
            {group === "edit" && (
              <div>
                <dt>
                  <kbd>Escape</kbd>
                </dt>
                <dd>{texts.shortcuts.leave}</dd>
              </div>
            )}
            {commands
              .filter((command) => command.group === group)
              .map((command) => (
                <Shortcut key={command.name} command={command} />
              ))}
          </dl>
        </section>
      ))}
    </DialogFrame>
  );
}

function Shortcut({ command: { name, keys, keysOnCell } }: { readonly command: Command }) {
  const all = [...(keys ?? []), ...(keysOnCell ?? [])];
  if (all.length === 0) return null;
  return (
    <div>
      <dt>
        {formatAllKeys(all, IS_MAC).map((shown) => (
          <kbd key={shown}>{shown}</kbd>
        ))}
      </dt>
      <dd>{name}</dd>
    </div>
  );
}
