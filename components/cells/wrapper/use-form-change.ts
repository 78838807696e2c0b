import { type FocusEvent, type KeyboardEvent, useRef, useState } from "react";
import { useActions } from "#components/app-context.ts";
import { cellElement } from "#components/notebook/focus-cell.ts";
import { useRunHold } from "#components/ui/use-run-hold.ts";
import type { WrapperCell } from "#cells/wrapper/wrapper-cell.ts";
import { changeForm } from "#wrapper/edit-wrapper.ts";
import { inputFormOf } from "#wrapper/input-form.ts";
import type { Wrapper, WrapperSource } from "#wrapper/wrapper.ts";

interface WaitingChange {
  readonly form: Wrapper;
  /** What it would overwrite. */
  readonly over: WrapperSource;
  readonly isAsked: boolean;
}

/**
 * Changes of the form. A change that has no place in hand-edited code waits in its field until it is complete, and then for the person's
 * consent, because the code would be regenerated.
 */
export function useFormChange(cell: WrapperCell) {
  const { setWrapper, setWrapperForm, convertWrapper } = useActions();
  const [waiting, setWaiting] = useState<WaitingChange | null>(null);
  const field = useRef<HTMLElement | null>(null);
  // An edit of the code, or an undo, is newer.
  const pending = waiting?.over === cell.wrapper ? waiting : null;

  const ask = (change: WaitingChange | null, from: Element | null) => {
    if (change === null || change.isAsked) return;
    field.current = triggerOf(from);
    setWaiting({ ...change, isAsked: true });
  };
  const isAskedOtherwise = (form: Wrapper) =>
    form.option !== cell.wrapper.form.option || inputFormOf(form) !== inputFormOf(cell.wrapper.form);
  const change = (form: Wrapper) => {
    if (isAskedOtherwise(form) && cell.wrapper.editedCode === null) {
      void convertWrapper(cell.id, form);
      return;
    }
    const changed = isAskedOtherwise(form) ? null : changeForm(cell.wrapper, form);
    if (changed !== null) {
      setWaiting(null);
      setWrapper(cell.id, changed);
      return;
    }
    const begun = { form, over: cell.wrapper, isAsked: false };
    const { activeElement } = document;
    if (isTypedIn(activeElement)) setWaiting(begun);
    else ask(begun, activeElement);
  };
  useRunHold(cell.id, pending !== null, () => ask(pending, document.activeElement));

  return {
    /** As the fields show it. */
    shown: pending?.form ?? cell.wrapper.form,
    change,
    commit: {
      onBlur: ({ target }: FocusEvent) => {
        // If the window loses the focus, the field keeps it.
        if (document.activeElement !== target) ask(pending, target);
      },
      onKeyDown: (event: KeyboardEvent) => {
        const { key, target } = event;
        if (pending === null || key !== "Enter" || !(target instanceof HTMLInputElement)) return;
        // The same key would answer the question.
        event.preventDefault();
        ask(pending, target);
      },
    },
    question: {
      open: pending?.isAsked ?? false,
      onConfirm: () => {
        if (pending && isAskedOtherwise(pending.form)) void convertWrapper(cell.id, pending.form);
        else if (pending) setWrapperForm(cell.id, pending.form);
        setWaiting(null);
      },
      onCancel: () => setWaiting(null),
      returnTo: () => (field.current?.isConnected ? field.current : cellElement(cell.id)),
    },
  };
}

/** Whether its value is typed character by character. */
function isTypedIn(element: Element | null): boolean {
  return (
    element instanceof HTMLTextAreaElement ||
    (element instanceof HTMLInputElement && element.type !== "radio" && element.type !== "checkbox")
  );
}

/** An entry of a menu disappears with it; the menu's button stays. */
function triggerOf(element: Element | null): HTMLElement | null {
  const trigger = element?.closest("[role=menu]")?.getAttribute("aria-labelledby");
  if (trigger) return document.getElementById(trigger);
  return element instanceof HTMLElement ? element : null;
}
