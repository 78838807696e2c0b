import { type ReactNode, useEffect, useRef, useState } from "react";
import { useTexts } from "#components/texts/use-texts.ts";

interface ScrollRegionProps {
  readonly label: string;
  readonly className?: string;
  readonly children: ReactNode;
}

/** A named region that scrolls, and can be focused so that a keyboard can scroll it. A long one can be expanded. */
export function ScrollRegion({ label, className = "", children }: ScrollRegionProps) {
  const texts = useTexts().part;
  const region = useRef<HTMLElement>(null);
  const [isCut, setCut] = useState(false);
  const [isWhole, setWhole] = useState(false);
  useEffect(() => {
    const element = region.current;
    if (!element) return;
    const growth = new ResizeObserver(() => setCut(element.scrollHeight > element.clientHeight + 1));
    growth.observe(element);
    for (const child of element.children) growth.observe(child);
    return () => growth.disconnect();
  }, []);
  return (
    <>
      <section
        ref={region}
        className={`scroll-region ${isWhole ? "whole" : ""} ${className}`}
        aria-label={label}
        // oxlint-disable-next-line jsx-a11y/no-noninteractive-tabindex -- what scrolls must be reachable by keyboard
        tabIndex={0}
      >
        {children}
      </section>
      {(isCut || isWhole) && (
        <button
          type="button"
          className="button quiet small show-all"
          aria-label={isWhole ? texts.showLessOf(label) : texts.showAllOf(label)}
          onClick={() => setWhole(!isWhole)}
        >
          {isWhole ? texts.showLess : texts.showAll}
        </button>
      )}
    </>
  );
}
