import {
  BookOpen,
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
import { CheckMark, RadioItems } from "#components/ui/menu-items.tsx";
import { useAfterClose } from "#components/ui/use-after-close.ts";
import { templateOf } from "#notebook/templates.ts";
import { isTheme, setTheme, THEMES, useTheme } from "#components/theme.ts";

export function MoreMenu() {
  const all = useTexts();
  const texts = all.header;
  const isTemplate = useApp((state) => templateOf(state.notebook?.id ?? "") !== null);
  const { reset } = useDocuments();
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
          <Settings />
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
            <Cpu aria-hidden /> {all.header.status}
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

/** Theme, language and the look of code. */
function Settings() {
  const { translateTemplate } = useActions();
  const texts = useTexts().header;
  const theme = useTheme();
  const language = useLanguageChoice();
  const editor = useEditorSettings();
  return (
    <>
      <RadioItems
        label={texts.theme}
        value={theme}
        items={THEMES.map((id) => ({ id, name: texts.themes[id] }))}
        onChange={(next) => isTheme(next) && setTheme(next)}
      />
      <RadioItems
        label={texts.language}
        value={language}
        items={[
          { id: "system", name: texts.languages.system },
          ...LANGUAGE_IDS.map((id) => ({ id, name: LANGUAGES[id].name, lang: id })),
        ]}
        onChange={(next) => {
          if (!isLanguageChoice(next)) return;
          const before = currentSay();
          void setLanguage(next).then(() => translateTemplate(before));
        }}
      />
      <DropdownMenu.Label className="menu-label">{texts.code}</DropdownMenu.Label>
      {(["lineNumbers", "plain"] as const).map((setting) => (
        <DropdownMenu.CheckboxItem
          key={setting}
          className="menu-item"
          checked={editor[setting]}
          onCheckedChange={() => toggleEditorSetting(setting)}
        >
          <CheckMark />
          {texts.editor[setting]}
        </DropdownMenu.CheckboxItem>
      ))}
    </>
  );
}
