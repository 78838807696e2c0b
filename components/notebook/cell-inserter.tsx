import { Plus } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { memo } from "react";
import { useActions } from "#components/app-context.ts";
import { useSay } from "#components/texts/use-say.ts";
import { MenuButton } from "#components/ui/menu-button.tsx";
import { useAfterClose } from "#components/ui/use-after-close.ts";
import { viewOf } from "#components/cells/view-of.ts";
import type { CellType } from "#cells/cell.ts";
import { CELL_KINDS } from "#cells/kinds.ts";
import type { CellId } from "#notebook/cell.ts";
import { focusCell } from "./focus-cell.ts";

interface CellInserterProps {
  readonly label: string;
  /** The cell above; null at the top. */
  readonly after: CellId | null;
}

/** The line between two cells, with a menu of the types. */
export const CellInserter = memo(function CellInserter({ label, after }: CellInserterProps) {
  return (
    <div className="inserter">
      <MenuButton label={label} icon={Plus} className="inserter-button">
        <CellTypes after={after} />
      </MenuButton>
    </div>
  );
});

function CellTypes({ after }: Pick<CellInserterProps, "after">) {
  const { addCell, setEditing } = useActions();
  const { afterClose, onCloseAutoFocus } = useAfterClose();
  return (
    <DropdownMenu.Content
      className="menu"
      sideOffset={4}
      collisionPadding={8}
      onCloseAutoFocus={onCloseAutoFocus}
    >
      <CellTypeItems
        onAdd={(type) =>
          afterClose(() => {
            const id = addCell(type, { after });
            if (type === "markdown") setEditing(id);
            else focusCell(id);
          })
        }
      />
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
