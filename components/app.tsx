// First, so that what a component says of its own comes after.
import "./ui/tokens.css";
import "./ui/base.css";
import "./ui/controls.css";
import "./ui/print.css";
import "./notebook/notebook.css";
import "./cells/cells.css";
import { Tooltip } from "radix-ui";
import { AppContext, type AppServices } from "./app-context.ts";
import { BundleLink } from "./bundles/bundle-link.tsx";
import { CommandDialogs } from "./commands/command-dialogs.tsx";
import { ChangedElsewhere } from "./documents/changed-elsewhere.tsx";
import { DocumentBoundary } from "./documents/document-boundary.tsx";
import { DocumentProblemView } from "./documents/document-problem.tsx";
import { DropNotebook } from "./documents/drop-notebook.tsx";
import { MlflowInputs } from "./documents/mlflow-inputs.tsx";
import { SharedLink } from "./documents/shared-link.tsx";
import { Header } from "./header/header.tsx";
import { Announcer } from "./notebook/announcer.tsx";
import { NotebookView } from "./notebook/notebook-view.tsx";
import { ServiceOffers } from "./status/service-offers.tsx";
import { useTexts } from "./texts/use-texts.ts";
import { Notices } from "./ui/notices.tsx";
import { Part } from "./ui/part.tsx";

import "@fontsource-variable/inter/wght.css";
import "@fontsource-variable/jetbrains-mono/wght.css";
import "@fontsource-variable/source-serif-4/wght.css";
import "@fontsource-variable/source-serif-4/wght-italic.css";

const TOOLTIP_DELAY_MS = 500;

export function App({ services }: { readonly services: AppServices }) {
  const texts = useTexts();
  return (
    <AppContext value={services}>
      <Tooltip.Provider delayDuration={TOOLTIP_DELAY_MS}>
        <a className="skip-link" href="#notebook">
          {texts.app.skip}
        </a>
        <Header />
        <main id="notebook" tabIndex={-1}>
          <DocumentBoundary>
            <NotebookView />
          </DocumentBoundary>
          <DocumentProblemView />
          <MlflowInputs />
        </main>
        <Part isFloating>
          <SharedLink />
          <BundleLink />
          <DropNotebook />
        </Part>
        <ServiceOffers />
        <ChangedElsewhere />
        <Notices />
        <Part isFloating>
          <Announcer />
        </Part>
        <Part isFloating>
          <CommandDialogs />
        </Part>
      </Tooltip.Provider>
    </AppContext>
  );
}
