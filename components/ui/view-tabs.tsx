import { Tabs } from "radix-ui";
import type { ReactNode } from "react";

interface ViewTabsProps {
  readonly label: string;
  readonly views: readonly { readonly id: string; readonly label: string; readonly content: ReactNode }[];
  /** Stands at the end of the row of tabs. */
  readonly extra?: ReactNode;
}

/** Several forms of one thing. */
export function ViewTabs({ label, views, extra }: ViewTabsProps) {
  return (
    <Tabs.Root className="view-tabs" defaultValue={views[0]?.id ?? ""}>
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
