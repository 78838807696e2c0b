import type { LucideIcon } from "lucide-react";
import type { ButtonHTMLAttributes } from "react";
import { Tooltip } from "radix-ui";

interface IconButtonProps extends ButtonHTMLAttributes<HTMLButtonElement> {
  /** The button's name; also its tooltip. */
  readonly label: string;
  readonly icon: LucideIcon;
  readonly ref?: React.Ref<HTMLButtonElement>;
}

const tooltipEscapes = new WeakSet<Event>();

/** Whether Escape just closed a tooltip: Radix then marks the key as handled, although nobody presses it for a tooltip. */
export function hasClosedTooltip(event: Event): boolean {
  return tooltipEscapes.has(event);
}

/** A disabled one keeps the focus: its own click may have disabled it. */
export function IconButton({
  label,
  icon: Icon,
  className = "",
  disabled = false,
  onClick,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip.Root>
      <Tooltip.Trigger asChild>
        <UndescribedButton
          aria-label={label}
          className={`icon-button ${className}`}
          aria-disabled={disabled || undefined}
          onClick={disabled ? undefined : onClick}
          {...rest}
        >
          <Icon aria-hidden />
        </UndescribedButton>
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content
          className="tooltip"
          sideOffset={6}
          collisionPadding={8}
          onEscapeKeyDown={(event) => tooltipEscapes.add(event)}
        >
          {label}
        </Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip.Root>
  );
}

type ButtonProps = ButtonHTMLAttributes<HTMLButtonElement> & { readonly ref?: React.Ref<HTMLButtonElement> };

/** The tooltip would describe the button by its own name, and a screen reader would say it twice. */
function UndescribedButton({ "aria-describedby": _tooltip, ...props }: ButtonProps) {
  return <button type="button" {...props} />;
}
