/** Parts that the page's menus share. */
import { Check } from "lucide-react";
import { DropdownMenu } from "radix-ui";

/** Keeps its space if nothing is checked. */
export function CheckMark() {
  return (
    <span className="menu-check">
      <DropdownMenu.ItemIndicator>
        <Check aria-hidden />
      </DropdownMenu.ItemIndicator>
    </span>
  );
}

interface RadioItemsProps {
  readonly label: string;
  /** An id. */
  readonly value: string;
  readonly items: readonly { readonly id: string; readonly name: string; readonly lang?: string }[];
  readonly onChange: (id: string) => void;
}

export function RadioItems({ label, value, items, onChange }: RadioItemsProps) {
  return (
    <>
      <DropdownMenu.Label className="menu-label">{label}</DropdownMenu.Label>
      <DropdownMenu.RadioGroup value={value} onValueChange={onChange}>
        {items.map(({ id, name, lang }) => (
          <DropdownMenu.RadioItem key={id} value={id} className="menu-item" lang={lang}>
            <CheckMark />
            {name}
          </DropdownMenu.RadioItem>
        ))}
      </DropdownMenu.RadioGroup>
    </>
  );
}
