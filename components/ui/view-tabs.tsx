import { Tabs } from "radix-ui";
import { type KeyboardEvent, type MouseEvent, type ReactNode, useState } from "react";

interface ViewTabsProps {
  readonly label: string;
  readonly views: readonly { readonly id: string; readonly label: string; readonly content: ReactNode }[];
  /** At the end of the row of tabs. */
  readonly extra?: ReactNode;
  /** The view shown first, if it is not the first tab. */
  readonly startView?: string | undefined;
  /** Called with the view that is shown; "" when it is closed. */
  readonly onView?: (id: string) => void;
  /** Starts with no view shown; a second press on a tab closes its view. */
  readonly canClose?: boolean;
}

/** Several views of one thing. */
export function ViewTabs({ label, views, extra, startView, onView, canClose = false }: ViewTabsProps) {
  const [chosen, setChosen] = useState(startView);
  const first = canClose ? "" : (views[0]?.id ?? "");
  const shown = views.find(({ id }) => id === chosen)?.id ?? first;
  const show = (id: string) => {
    setChosen(id);
    onView?.(id);
  };
  /** Radix UI leaves a prevented event alone. */
  const closeIfShown = (id: string, event: MouseEvent | KeyboardEvent) => {
    if (!canClose || id !== shown) return;
    event.preventDefault();
    show("");
  };
  return (
    <Tabs.Root
      className="view-tabs"
      value={shown}
      onValueChange={show}
      // If focus alone opened a view, tabbing through the page would open it.
      activationMode={canClose ? "manual" : "automatic"}
    >
      <div className="view-tabs-row">
        <Tabs.List className="tab-list" aria-label={label}>
          {views.map((view) => (
            <Tabs.Trigger
              key={view.id}
              value={view.id}
              className="tab"
              onMouseDown={(event) => event.button === 0 && closeIfShown(view.id, event)}
              onKeyDown={(event) => [" ", "Enter"].includes(event.key) && closeIfShown(view.id, event)}
            >
              {view.label}
            </Tabs.Trigger>
          ))}
        </Tabs.List>
        {extra}
      </div>
      {views.map((view) => (
        <Tabs.Content key={view.id} value={view.id} className="tab-content">
          {view.content}
        </Tabs.Content>
      ))}
    </Tabs.Root>
  );
}
