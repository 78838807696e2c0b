import { useRef } from "react";

/**
 * Runs what was chosen in a menu once the menu has given the focus back to its button: it can put the focus elsewhere, and a
 * dialog that it opens knows where the focus goes at its end.
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

/** The button that a menu of Radix's hangs on, by which the menu is named. */
function buttonOf(menu: Element): HTMLElement | null {
  return document.getElementById(menu.getAttribute("aria-labelledby") ?? "");
}
