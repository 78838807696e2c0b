import { useRef } from "react";

/**
 * Runs a menu's chosen action after the menu has returned the focus to its button: the action can then move the focus, and a dialog that
 * it opens knows where the focus belongs.
 */
export function useAfterClose(): {
  afterClose: (action: () => void) => () => void;
  onCloseAutoFocus: (event: Event) => void;
} {
  const chosen = useRef<(() => void) | null>(null);
  return {
    afterClose: (action) => () => {
      chosen.current = action;
    },
    onCloseAutoFocus: (event) => {
      if (chosen.current === null) return;
      event.preventDefault();
      if (event.target instanceof Element) buttonOf(event.target)?.focus();
      const action = chosen.current;
      chosen.current = null;
      action();
    },
  };
}

/** The button of a Radix menu, which names the menu. */
function buttonOf(menu: Element): HTMLElement | null {
  return document.getElementById(menu.getAttribute("aria-labelledby") ?? "");
}
