import { Tooltip } from "radix-ui";
import { useState } from "react";
import { AppContext, type AppServices } from "./app-context.ts";
import { DropNotebook } from "./documents/drop-notebook.tsx";
import { SharedLink } from "./documents/shared-link.tsx";
import { Header } from "./header/header.tsx";
import { SaveProblem } from "./header/save-problem.tsx";
import { ShortcutsDialog } from "./header/shortcuts-dialog.tsx";
import { Announcer } from "./notebook/announcer.tsx";
import { NotebookView } from "./notebook/notebook-view.tsx";
import { useTexts } from "./texts/use-texts.ts";
import { Notices } from "./ui/notices.tsx";

import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "@fontsource-variable/source-serif-4/wght.css";
import "@fontsource-variable/source-serif-4/wght-italic.css";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/header.css";
import "./styles/notebook.css";
import "./styles/cells.css";

const TOOLTIP_DELAY_MS = 500;

export function App({ services }: { readonly services: AppServices }) {
  const texts = useTexts();
  const [shortcuts, setShortcuts] = useState(false);
  return (
    <AppContext value={services}>
      <Tooltip.Provider delayDuration={TOOLTIP_DELAY_MS}>
        <a className="skip-link" href="#notebook">
          {texts.app.skip}
        </a>
        <Header onShortcuts={() => setShortcuts(true)} />
        <main id="notebook" tabIndex={-1}>
          <SaveProblem />
          <NotebookView onShortcuts={() => setShortcuts(true)} />
        </main>
        <SharedLink />
        <DropNotebook />
        <Notices />
        <Announcer />
        <ShortcutsDialog open={shortcuts} onOpenChange={setShortcuts} />
      </Tooltip.Provider>
    </AppContext>
  );
}
