import { type ComponentType, lazy, type LazyExoticComponent } from "react";

/** A part of the page that did not come: offline before the page was ever whole, or published anew meanwhile. */
export class PartMissing extends Error {
  override readonly name = "PartMissing";
}

/** A component that is loaded when it is first drawn. @throws PartMissing, in drawing: a `Part` around it says so. */
export function later<Props>(
  load: () => Promise<{ readonly default: ComponentType<Props> }>,
): LazyExoticComponent<ComponentType<Props>> {
  return lazy(() =>
    load().catch((cause: unknown) => {
      throw new PartMissing(String(cause), { cause });
    }),
  );
}
