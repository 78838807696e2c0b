import type { LucideIcon } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { type ReactNode, useEffect, useRef, useState } from "react";

interface MenuButtonProps {
  /** The button's name. */
  readonly label: string;
  readonly icon: LucideIcon;
  readonly className: string;
  /** A DropdownMenu.Content. */
  readonly children: ReactNode;
}

/**
 * A button with a menu, for things of which there can be a thousand. Each Radix menu listens to every key typed anywhere, so a button
 * gets its menu when it is first pressed; the press is then repeated on the menu's own button.
 */
export function MenuButton(props: MenuButtonProps) {
  const { label, icon: Icon, className } = props;
  const [press, setPress] = useState<Event | null>(null);
  if (press !== null) return <MenuOfButton {...props} press={press} />;
  return (
    <button
      type="button"
      className={className}
      aria-label={label}
      aria-haspopup="menu"
      aria-expanded={false}
      onPointerDown={(event) => {
        if (event.button !== 0 || event.ctrlKey) return;
        event.preventDefault();
        setPress(new PointerEvent("pointerdown", event.nativeEvent));
      }}
      onKeyDown={(event) => {
        if (!["Enter", " ", "ArrowDown"].includes(event.key)) return;
        event.preventDefault();
        setPress(new KeyboardEvent("keydown", event.nativeEvent));
      }}
    >
      <Icon aria-hidden />
    </button>
  );
}

interface MenuOfButtonProps extends MenuButtonProps {
  /** The element it creates. */
  readonly press: Event;
}

function MenuOfButton({ label, icon: Icon, className, children, press }: MenuOfButtonProps) {
  const button = useRef<HTMLButtonElement>(null);
  useEffect(() => {
    button.current?.focus();
    button.current?.dispatchEvent(press);
  }, [press]);
  return (
    <DropdownMenu.Root modal={false}>
      <DropdownMenu.Trigger asChild>
        <button type="button" className={className} aria-label={label} ref={button}>
          <Icon aria-hidden />
        </button>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>{children}</DropdownMenu.Portal>
    </DropdownMenu.Root>
  );
}
