import type { ComponentProps } from "react";

interface BusyButtonProps extends Omit<ComponentProps<"button">, "type"> {
  readonly busy: boolean;
}

/** A button that does nothing while its work goes on. It is not disabled: that would lose the focus of the person who pressed it. */
export function BusyButton({ busy, onClick, ...rest }: BusyButtonProps) {
  return (
    <button
      {...rest}
      type="button"
      aria-disabled={busy || undefined}
      onClick={(event) => {
        if (!busy) onClick?.(event);
      }}
    />
  );
}
