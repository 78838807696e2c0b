import { CircleCheck, Info, TriangleAlert } from "lucide-react";
import { useCallback, useEffect, useState } from "react";
import { useActions, useApp, useServices } from "#components/app-context.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { useReturnFocus } from "#components/ui/use-return-focus.ts";
import type { AppState } from "#store/app-state.ts";
import { type Machine, readMachine } from "./machine.ts";
import { useIsolationOffer } from "./service-offers.tsx";
import { type StatusAction, type StatusFact, statusFacts, statusText } from "./status-facts.ts";

import "./status.css";
import { DialogFrame } from "#components/ui/dialog-frame.tsx";

const ICONS = { good: CircleCheck, plain: Info, limited: TriangleAlert } as const;
const REFRESH_MS = 2000;

/** What this browser and host give the page, why it is not more, and how to change it. */
export default function StatusDialog({ onClose }: { readonly onClose: () => void }) {
  const texts = useLaterTexts();
  const { machine, refresh } = useMachine();
  return (
    <DialogFrame
      title={texts.status.title}
      text={texts.status.intro}
      className="status-dialog"
      onClose={onClose}
      returnFocus={useReturnFocus()}
    >
      {machine && <Facts machine={machine} refresh={refresh} />}
    </DialogFrame>
  );
}

function Facts({ machine, refresh }: { readonly machine: Machine; readonly refresh: () => void }) {
  const texts = useLaterTexts().status;
  const say = useSay();
  const { threadFacts, versions } = useServices();
  const service = useApp((state) => state.service);
  const input = {
    machine,
    isolated: threadFacts.crossOriginIsolated,
    threads: threadFacts.threads,
    singleThreadReason: threadFacts.singleThreadReason,
    isolationOffer: useIsolationOffer(),
    service,
    wasmBytes: useApp(lastWasmBytes),
    versions,
  };
  const facts = statusFacts(input, texts, say);
  return (
    <>
      <dl className="status-facts">
        {facts.map((fact) => (
          <Fact key={fact.name} fact={fact} refresh={refresh} />
        ))}
      </dl>
      <h3>{texts.versions}</h3>
      <dl className="status-versions">
        {Object.entries(versions).map(([name, version]) => (
          <div key={name}>
            <dt>{name}</dt>
            <dd>{version}</dd>
          </div>
        ))}
      </dl>
      <div className="dialog-buttons">
        <a className="button" href="./third-party-notices.txt" target="_blank" rel="noopener">
          {texts.notices}
        </a>
        <CopyButton text={statusText(input, facts)} what={texts.report} />
      </div>
    </>
  );
}

function Fact({ fact, refresh }: { readonly fact: StatusFact; readonly refresh: () => void }) {
  const texts = useLaterTexts().status;
  const Icon = ICONS[fact.level];
  return (
    <div className={fact.level}>
      <dt>
        <Icon aria-hidden /> {fact.name}
      </dt>
      <dd>
        <strong>{fact.value}</strong>
        {fact.level === "limited" && <span className="visually-hidden"> ({texts.limited})</span>}
        {fact.text !== "" && <p>{fact.text}</p>}
        {fact.action && <ActionButton action={fact.action} refresh={refresh} />}
      </dd>
    </div>
  );
}

function ActionButton({ action, refresh }: { readonly action: StatusAction; readonly refresh: () => void }) {
  const texts = useLaterTexts().status;
  const { reloadPage, updatePage, modelsPersisted } = useActions();
  const [refused, setRefused] = useState(false);
  const run = async (): Promise<void> => {
    switch (action) {
      case "reload":
        await reloadPage();
        break;
      case "update":
        await updatePage();
        break;
      case "persist":
        setRefused(!(await modelsPersisted(true).catch(() => false)));
        refresh();
        break;
    }
  };
  return (
    <>
      <button type="button" className="button small" onClick={() => void run()}>
        {texts.actions[action]}
      </button>
      {refused && <output>{texts.persistRefused}</output>}
    </>
  );
}

function useMachine(): { readonly machine: Machine | null; readonly refresh: () => void } {
  const [machine, setMachine] = useState<Machine | null>(null);
  const refresh = useCallback(() => void readMachine().then(setMachine), []);
  useEffect(() => {
    refresh();
    const timer = setInterval(refresh, REFRESH_MS);
    return () => clearInterval(timer);
  }, [refresh]);
  return { machine, refresh };
}

/** The WebAssembly memory of the last inference cell in the notebook that has run. */
function lastWasmBytes({ cellStates }: AppState): number | null {
  const sizes = [...cellStates.values()].map((state) => {
    const output = "output" in state ? state.output : null;
    return output?.type === "inference" ? (output.output.runtime?.memoryBytes ?? null) : null;
  });
  return sizes.findLast((bytes) => bytes !== null) ?? null;
}
