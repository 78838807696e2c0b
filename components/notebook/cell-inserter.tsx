import { Plus } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useSay } from "#components/texts/use-say.ts";
import { MenuButton } from "#components/ui/menu-button.tsx";
import { useAfterClose } from "#components/ui/use-after-close.ts";
import { viewOf } from "#components/cells/view-of.ts";
import type { CellType } from "#cells/cell.ts";
import { CELL_KINDS } from "#cells/kinds.ts";

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
  const say = useSay();
  return CELL_KINDS.map(({ type, title, hint }) => {
    const Icon = viewOf(type).icon;
    return (
      <DropdownMenu.Item key={type} className="menu-item" onSelect={onAdd(type)}>
        <Icon aria-hidden />
        <span>
          {say(title)}
          <small>{say(hint)}</small>
        </span>
      </DropdownMenu.Item>
    );
  });
}
