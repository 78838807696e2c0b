import { Check, Ellipsis, Keyboard, RotateCcw } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useActions, useApp } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { useAfterClose } from "#components/ui/use-after-close.ts";
import { templateOf } from "#notebook/templates.ts";
import { setTheme, THEMES, useTheme, type Theme } from "#components/theme.ts";

export function MoreMenu({ onShortcuts }: { readonly onShortcuts: () => void }) {
  const texts = useTexts().header;
  const theme = useTheme();
  const isTemplate = useApp((state) => templateOf(state.notebook?.id ?? "") !== null);
  const { resetToTemplate, notify, undo } = useActions();
  const { afterClose, onCloseAutoFocus } = useAfterClose();
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className="icon-button" aria-label={texts.more}>
          <Ellipsis aria-hidden />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        <DropdownMenu.Content
          className="menu"
          align="end"
          sideOffset={4}
          collisionPadding={8}
          onCloseAutoFocus={onCloseAutoFocus}
        >
          <DropdownMenu.Label className="menu-label">{texts.theme}</DropdownMenu.Label>
          <DropdownMenu.RadioGroup value={theme} onValueChange={(next) => setTheme(next as Theme)}>
            {THEMES.map((each) => (
              <DropdownMenu.RadioItem key={each} value={each} className="menu-item">
                <span className="menu-check">
                  <DropdownMenu.ItemIndicator>
                    <Check aria-hidden />
                  </DropdownMenu.ItemIndicator>
                </span>
                {texts.themes[each]}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Separator className="menu-separator" />
          <DropdownMenu.Item className="menu-item" onSelect={afterClose(onShortcuts)}>
            <Keyboard aria-hidden /> {texts.shortcuts} <kbd>?</kbd>
          </DropdownMenu.Item>
          {isTemplate && (
            <DropdownMenu.Item
              className="menu-item"
              onSelect={() => {
                resetToTemplate();
                notify({ tone: "info", text: texts.resetDone, action: { label: texts.undo, run: undo } });
              }}
            >
              <RotateCcw aria-hidden /> {texts.reset}
            </DropdownMenu.Item>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
