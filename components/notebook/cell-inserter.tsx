import { Plus } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useTexts } from "#components/texts/use-texts.ts";
import { MenuButton } from "#components/ui/menu-button.tsx";
import { useAfterClose } from "#components/ui/use-after-close.ts";
import type { CellType } from "#notebook/cell.ts";
import { CELL_TYPE_ICONS, CELL_TYPES } from "./cell-type-icons.ts";

interface CellInserterProps {
  readonly label: string;
  readonly onAdd: (type: CellType) => void;
}

/** The line between two cells, with a menu of the types. */
export function CellInserter({ label, onAdd }: CellInserterProps) {
  return (
    <div className="inserter">
      <MenuButton label={label} icon={Plus} className="inserter-button">
        <CellTypes onAdd={onAdd} />
      </MenuButton>
    </div>
  );
}

function CellTypes({ onAdd }: Pick<CellInserterProps, "onAdd">) {
  const { afterClose, onCloseAutoFocus } = useAfterClose();
  return (
    <DropdownMenu.Content
      className="menu"
      sideOffset={4}
      collisionPadding={8}
      onCloseAutoFocus={onCloseAutoFocus}
    >
      <CellTypeItems onAdd={(type) => afterClose(() => onAdd(type))} />
    </DropdownMenu.Content>
  );
}

function CellTypeItems({ onAdd }: { readonly onAdd: (type: CellType) => () => void }) {
  const texts = useTexts();
  return CELL_TYPES.map((type) => {
    const Icon = CELL_TYPE_ICONS[type];
    return (
      <DropdownMenu.Item key={type} className="menu-item" onSelect={onAdd(type)}>
        <Icon aria-hidden />
        <span>
          {texts.cell.types[type]}
          <small>{texts.cell.hints[type]}</small>
        </span>
      </DropdownMenu.Item>
    );
  });
}
