import { Plus } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useTexts } from "#components/texts/use-texts.ts";
import { useAfterClose } from "#components/ui/use-after-close.ts";
import type { CellType } from "#notebook/cell.ts";
import { CELL_TYPE_ICONS, CELL_TYPES } from "./cell-type-icons.ts";

interface CellInserterProps {
  readonly label: string;
  readonly onAdd: (type: CellType) => void;
}

/** The line between two cells, with a menu of the types. */
export function CellInserter({ label, onAdd }: CellInserterProps) {
  const { afterClose, onCloseAutoFocus } = useAfterClose();
  return (
    <div className="inserter">
      <DropdownMenu.Root modal={false}>
        <DropdownMenu.Trigger asChild>
          <button type="button" className="inserter-button" aria-label={label}>
            <Plus aria-hidden />
          </button>
        </DropdownMenu.Trigger>
        <DropdownMenu.Portal>
          <DropdownMenu.Content
            className="menu"
            sideOffset={4}
            collisionPadding={8}
            onCloseAutoFocus={onCloseAutoFocus}
          >
            <CellTypeItems onAdd={(type) => afterClose(() => onAdd(type))} />
          </DropdownMenu.Content>
        </DropdownMenu.Portal>
      </DropdownMenu.Root>
    </div>
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
