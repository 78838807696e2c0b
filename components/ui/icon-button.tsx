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

/** Whether a press of Escape closed a tooltip: Radix then marks it as used, though no one who presses it means a tooltip. */
export function hasClosedTooltip(event: Event): boolean {
  return tooltipEscapes.has(event);
}

/** One that is disabled keeps the focus: it may have been its own click that has nothing left to do. */
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
        <button
          type="button"
          aria-label={label}
          className={`icon-button ${className}`}
          aria-disabled={disabled || undefined}
          onClick={disabled ? undefined : onClick}
          {...rest}
        >
          <Icon aria-hidden />
        </button>
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
