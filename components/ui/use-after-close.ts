import { useRef } from "react";

/**
 * Runs what was chosen in a menu once the menu has let go of the focus, so that it can put the focus elsewhere. A menu
 * that is left without a choice gives the focus back to its button.
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
      const action = chosen.current;
      chosen.current = null;
      action();
    },
  };
}
