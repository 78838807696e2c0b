import { Tabs } from "radix-ui";
import type { ReactNode } from "react";

interface ViewTabsProps {
  readonly label: string;
  readonly views: readonly { readonly id: string; readonly label: string; readonly content: ReactNode }[];
  /** Stands at the end of the row of tabs. */
  readonly extra?: ReactNode;
  /** The view that is in sight at the start, where it is not the first one. */
  readonly startView?: string | undefined;
  /** Told of the view that comes in sight later. */
  readonly onView?: (id: string) => void;
}

/** Several forms of one thing. */
export function ViewTabs({ label, views, extra, startView, onView }: ViewTabsProps) {
  return (
    <Tabs.Root
      className="view-tabs"
      defaultValue={startView ?? views[0]?.id ?? ""}
      {...(onView && { onValueChange: onView })}
    >
      <div className="view-tabs-row">
        <Tabs.List className="tab-list" aria-label={label}>
          {views.map((view) => (
            <Tabs.Trigger key={view.id} value={view.id} className="tab">
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
