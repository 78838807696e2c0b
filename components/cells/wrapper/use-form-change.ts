import { type FocusEvent, type KeyboardEvent, useRef, useState } from "react";
import { useActions } from "#components/app-context.ts";
import { cellElement } from "#components/notebook/focus-cell.ts";
import { useRunHold } from "#components/ui/use-run-hold.ts";
import type { WrapperCell } from "#notebook/cell.ts";
import { changeForm } from "#wrapper/edit-wrapper.ts";
import type { Wrapper, WrapperSource } from "#wrapper/wrapper.ts";

/**
 * Changes of the form. One that has no place in code that was edited by hand waits in its field until it is complete, and then
 * for the person's yes: the code would be made anew.
 */
export function useFormChange(cell: WrapperCell) {
  const { setWrapper, setWrapperForm } = useActions();
  const [waiting, setWaiting] = useState<{ form: Wrapper; over: WrapperSource } | null>(null);
  const [isAsking, setAsking] = useState(false);
  const field = useRef<Element | null>(null);
  // An edit of the code, or an undo, is the newer word.
  const pending = waiting?.over === cell.wrapper ? waiting.form : null;

  const ask = (from: Element | null) => {
    if (isAsking) return;
    field.current = triggerOf(from);
    setAsking(true);
  };
  const answer = (isYes: boolean) => {
    if (isYes && pending) setWrapperForm(cell.id, pending);
    setWaiting(null);
    setAsking(false);
  };
  const change = (form: Wrapper) => {
    const changed = changeForm(cell.wrapper, form);
    setWaiting(changed === null ? { form, over: cell.wrapper } : null);
    if (changed !== null) setWrapper(cell.id, changed);
    else if (!isTypedIn(document.activeElement)) ask(document.activeElement);
  };
  useRunHold(cell.id, pending !== null, () => ask(document.activeElement));

  return {
    /** As the fields show it. */
    shown: pending ?? cell.wrapper.form,
    change,
    commit: {
      onBlur: ({ target }: FocusEvent) => {
        // When the window loses the focus, the field keeps it.
        if (pending !== null && document.activeElement !== target) ask(target);
      },
      onKeyDown: (event: KeyboardEvent) => {
        const { key, target } = event;
        if (pending === null || key !== "Enter" || !(target instanceof HTMLInputElement)) return;
        // The same key would answer the question.
        event.preventDefault();
        ask(target);
      },
    },
    question: {
      open: isAsking && pending !== null,
      onConfirm: () => answer(true),
      onCancel: () => answer(false),
      returnTo: () => (field.current?.isConnected ? (field.current as HTMLElement) : cellElement(cell.id)),
    },
  };
}

/** Whether its value comes a character at a time. */
function isTypedIn(element: Element | null): boolean {
  return (
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && element.type !== "radio" && element.type !== "checkbox")
  );
}

/** An entry of a menu is gone with it; the menu's button stays. */
function triggerOf(element: Element | null): Element | null {
  const trigger = element?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  return trigger ? document.getElementById(trigger) : element;
}
