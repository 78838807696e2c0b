import type { ComponentProps } from "react";

/** A text field for names and addresses, in which no browser corrects or suggests. */
export function MonoInput(props: ComponentProps<"input">) {
  return <input className="input mono" autoComplete="off" spellCheck={false} {...props} />;
}
