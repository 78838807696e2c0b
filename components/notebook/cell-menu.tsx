import { ArrowDown, ArrowUp, Copy, Ellipsis, Pencil, Plus, Trash2 } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { MenuButton } from "#components/ui/menu-button.tsx";
import { useAfterClose } from "#components/ui/use-after-close.ts";
import { viewOf } from "#components/cells/view-of.ts";
import type { CellType } from "#cells/cell.ts";
import { CELL_KINDS } from "#cells/kinds.ts";

export interface CellMenuActions {
  readonly moveUp: () => void;
  readonly moveDown: () => void;
  readonly duplicate: () => void;
  readonly delete: () => void;
  readonly addAbove: (type: CellType) => void;
  readonly addBelow: (type: CellType) => void;
  /** Only if a cell has a mode for editing. */
  readonly edit?: () => void;
}

interface CellMenuProps {
  readonly name: string;
  readonly isFirst: boolean;
  readonly isLast: boolean;
  readonly actions: CellMenuActions;
}

export function CellMenu(props: CellMenuProps) {
  const texts = useTexts().cell;
  return (
    <MenuButton label={texts.menu(props.name)} icon={Ellipsis} className="icon-button">
      <CellMenuContent {...props} />
    </MenuButton>
  );
}

function CellMenuContent({ isFirst, isLast, actions }: CellMenuProps) {
  const texts = useTexts().cell;
  const { afterClose, onCloseAutoFocus } = useAfterClose();
  return (
    <DropdownMenu.Content
      className="menu"
      align="end"
      sideOffset={4}
      collisionPadding={8}
      onCloseAutoFocus={onCloseAutoFocus}
    >
      {actions.edit && (
        <DropdownMenu.Item className="menu-item" onSelect={afterClose(actions.edit)}>
          <Pencil aria-hidden /> {texts.edit}
        </DropdownMenu.Item>
      )}
      <DropdownMenu.Item className="menu-item" disabled={isFirst} onSelect={afterClose(actions.moveUp)}>
        <ArrowUp aria-hidden /> {texts.moveUp} <kbd>Alt ↑</kbd>
      </DropdownMenu.Item>
      <DropdownMenu.Item className="menu-item" disabled={isLast} onSelect={afterClose(actions.moveDown)}>
        <ArrowDown aria-hidden /> {texts.moveDown} <kbd>Alt ↓</kbd>
      </DropdownMenu.Item>
      <DropdownMenu.Item className="menu-item" onSelect={afterClose(actions.duplicate)}>
        <Copy aria-hidden /> {texts.duplicate}
      </DropdownMenu.Item>
      <AddSubmenu label={texts.addAbove} onAdd={(type) => afterClose(() => actions.addAbove(type))} />
      <AddSubmenu label={texts.addBelow} onAdd={(type) => afterClose(() => actions.addBelow(type))} />
      <DropdownMenu.Separator className="menu-separator" />
      <DropdownMenu.Item className="menu-item danger" onSelect={afterClose(actions.delete)}>
        <Trash2 aria-hidden /> {texts.delete} <kbd>D D</kbd>
      </DropdownMenu.Item>
    </DropdownMenu.Content>
  );
}

function AddSubmenu({
  label,
  onAdd,
}: {
  readonly label: string;
  readonly onAdd: (type: CellType) => () => void;
}) {
  const say = useSay();
  return (
    <DropdownMenu.Sub>
      <DropdownMenu.SubTrigger className="menu-item">
        <Plus aria-hidden /> {label} <span className="menu-arrow">›</span>
      </DropdownMenu.SubTrigger>
      <DropdownMenu.Portal>
        <DropdownMenu.SubContent className="menu" collisionPadding={8}>
          {CELL_KINDS.map(({ type, title }) => {
            const Icon = viewOf(type).icon;
            return (
              <DropdownMenu.Item key={type} className="menu-item" onSelect={onAdd(type)}>
                <Icon aria-hidden /> {say(title)}
              </DropdownMenu.Item>
            );
          })}
        </DropdownMenu.SubContent>
      </DropdownMenu.Portal>
    </DropdownMenu.Sub>
  );
}
