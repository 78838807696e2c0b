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
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/controls.css";
import "./styles/header.css";
import "./styles/notebook.css";
import "./styles/cells.css";
import "./styles/register.css";
import "./styles/deploy.css";
import "./styles/mlflow-model.css";
import "./styles/chat.css";
import "./styles/find.css";
import "./styles/outline.css";

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
