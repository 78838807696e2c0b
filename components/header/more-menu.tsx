import {
  BookOpen,
  Check,
  Cpu,
  Ellipsis,
  Keyboard,
  RadioTower,
  RotateCcw,
  Search,
  SquareTerminal,
  TableOfContents,
} from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useActions, useApp } from "#components/app-context.ts";
import { toggleEditorSetting, useEditorSettings } from "#components/code/editor-settings.ts";
import { formatKeys, IS_MAC } from "#components/commands/format-keys.ts";
import { useDocuments } from "#components/documents/use-documents.ts";
import { currentSay, isLanguageChoice, setLanguage, useLanguageChoice } from "#components/language.ts";
import { LANGUAGE_IDS, LANGUAGES } from "#components/texts/languages.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { openDialog } from "#components/ui/open-dialog.ts";
import { useAfterClose } from "#components/ui/use-after-close.ts";
import { templateOf } from "#notebook/templates.ts";
import { setTheme, THEMES, useTheme, type Theme } from "#components/theme.ts";

export function MoreMenu() {
  const all = useTexts();
  const texts = all.header;
  const theme = useTheme();
  const language = useLanguageChoice();
  const languages = [
    { id: "system", name: texts.languages.system },
    ...LANGUAGE_IDS.map((id) => ({ id, name: LANGUAGES[id].name })),
  ];
  const isTemplate = useApp((state) => templateOf(state.notebook?.id ?? "") !== null);
  const { reset } = useDocuments();
  const { translateTemplate } = useActions();
  const editor = useEditorSettings();
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
          <DropdownMenu.Label className="menu-label">{texts.language}</DropdownMenu.Label>
          <DropdownMenu.RadioGroup
            value={language}
            onValueChange={(next) => {
              if (!isLanguageChoice(next)) return;
              const before = currentSay();
              void setLanguage(next).then(() => translateTemplate(before));
            }}
          >
            {languages.map(({ id, name }) => (
              <DropdownMenu.RadioItem
                key={id}
                value={id}
                className="menu-item"
                lang={id === "system" ? undefined : id}
              >
                <span className="menu-check">
                  <DropdownMenu.ItemIndicator>
                    <Check aria-hidden />
                  </DropdownMenu.ItemIndicator>
                </span>
                {name}
              </DropdownMenu.RadioItem>
            ))}
          </DropdownMenu.RadioGroup>
          <DropdownMenu.Label className="menu-label">{texts.code}</DropdownMenu.Label>
          {(["lineNumbers", "plain"] as const).map((setting) => (
            <DropdownMenu.CheckboxItem
              key={setting}
              className="menu-item"
              checked={editor[setting]}
              onCheckedChange={() => toggleEditorSetting(setting)}
            >
              <span className="menu-check">
                <DropdownMenu.ItemIndicator>
                  <Check aria-hidden />
                </DropdownMenu.ItemIndicator>
              </span>
              {texts.editor[setting]}
            </DropdownMenu.CheckboxItem>
          ))}
          <DropdownMenu.Separator className="menu-separator" />
          <DropdownMenu.Item className="menu-item" onSelect={afterClose(() => openDialog("palette"))}>
            <SquareTerminal aria-hidden /> {texts.commands} <kbd>{formatKeys("$mod+Shift+p", IS_MAC)}</kbd>
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={afterClose(() => openDialog("outline"))}>
            <TableOfContents aria-hidden /> {all.outline.title}{" "}
            <kbd>{formatKeys("$mod+Shift+k", IS_MAC)}</kbd>
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={afterClose(() => openDialog("find"))}>
            <Search aria-hidden /> {all.find.title} <kbd>{formatKeys("$mod+f", IS_MAC)}</kbd>
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={afterClose(() => openDialog("endpoint"))}>
            <RadioTower aria-hidden /> {all.endpoint.open}
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={afterClose(() => openDialog("status"))}>
            <Cpu aria-hidden /> {all.status.open}
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" onSelect={afterClose(() => openDialog("shortcuts"))}>
            <Keyboard aria-hidden /> {texts.shortcuts} <kbd>H</kbd>
          </DropdownMenu.Item>
          <DropdownMenu.Item className="menu-item" asChild>
            <a href="./guide/guide.html" target="_blank" rel="noopener">
              <BookOpen aria-hidden /> {texts.guide}
            </a>
          </DropdownMenu.Item>
          {isTemplate && (
            <DropdownMenu.Item className="menu-item" onSelect={reset}>
              <RotateCcw aria-hidden /> {texts.reset}
            </DropdownMenu.Item>
          )}
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
