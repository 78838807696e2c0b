import { type ComponentType, lazy, type LazyExoticComponent } from "react";

/**
 * A part of the page that could not be loaded: offline before the page was completely cached, or a new version was published meanwhile.
 */
export class PartMissing extends Error {
  override readonly name = "PartMissing";
}

/** A component that is loaded when it is first drawn. @throws PartMissing while drawing; a `Part` around it says so. */
export function later<Props>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(() =>
    load().catch((cause: unknown) => {
      throw new PartMissing(String(cause), { cause });
    }),
  );
}
