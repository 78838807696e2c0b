import type { ReactNode } from "react";

interface ScrollRegionProps {
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A named region that scrolls in itself, and takes the focus so that a keyboard can scroll it. */
export function ScrollRegion({ label, className = "", children }: ScrollRegionProps) {
  return (
    // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
    <section className={`scroll-region ${className}`} aria-label={label} tabIndex={0}>
      {children}
    </section>
  );
}
