import { useEffect, useState } from "react";
import { AppError } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import { useActions } from "#components/app-context.ts";
import { BundleLinkField } from "#components/bundles/link-field.tsx";
import { frameAddress } from "#components/embed/frame-address.ts";
import { formatBytes } from "#components/format.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { CopyButton } from "#components/ui/copy-button.tsx";
import { DialogFrame } from "#components/ui/dialog-frame.tsx";
import { ErrorLine } from "#components/ui/error-line.tsx";
import { Field } from "#components/ui/field.tsx";
import { openDialog } from "#components/ui/open-dialog.ts";
import { isLocal, type SharedModel } from "#share/shared-model.ts";
import type { DemoFiles } from "#share/demo-files.ts";
import { demoAttributes, elementSnippet, frameSnippet } from "#share/snippets.ts";
import { useShareTexts } from "./share-texts.ts";
import { useFirstQuestion, useSharedModel } from "./use-shared-model.ts";
import "./share.css";

interface ShareDialogProps {
  readonly onClose: () => void;
  readonly returnFocus: () => void;
}

/** The open notebook as a link, its model as a demo, and both as files. */
export default function ShareDialog({ onClose, returnFocus }: ShareDialogProps) {
  const texts = useShareTexts();
  return (
    <DialogFrame title={texts.title} className="share-dialog" onClose={onClose} returnFocus={returnFocus}>
      {isLocal(location) && <p className="hint">{texts.localhost}</p>}
      <NotebookLink />
      <Demo />
      <section aria-label={texts.filesTitle}>
        <h3>{texts.filesTitle}</h3>
        <div className="dialog-buttons">
          <button type="button" className="button" onClick={() => openDialog("bundle")}>
            {texts.save}
          </button>
          <button type="button" className="button" onClick={() => openDialog("publish")}>
            {texts.publish}
          </button>
        </div>
      </section>
    </DialogFrame>
  );
}

/** Its link, to copy; or why it has none. */
function NotebookLink() {
  const { documents } = useTexts();
  const texts = useShareTexts();
  const { toLink } = useActions();
  const [link, setLink] = useState<string | null>(null);
  const [error, setError] = useState<Wording | null>(null);
  useEffect(() => {
    toLink(location.href).then(setLink, (thrown: unknown) => setError(AppError.from(thrown).wording));
  }, [toLink]);
  return (
    <section aria-label={texts.linkTitle}>
      <h3>{texts.linkTitle}</h3>
      <p className="hint">{documents.shareText}</p>
      <Field label={documents.link} error={error}>
        {(control) => (
          <input
            {...control}
            className="input mono"
            readOnly
            value={link ?? ""}
            onFocus={({ target }) => target.select()}
          />
        )}
      </Field>
      <div className="dialog-buttons">
        {link !== null && <CopyButton text={link} what={documents.link} />}
      </div>
      <BundleLinkField />
    </section>
  );
}

function Demo() {
  const texts = useShareTexts();
  const say = useSay();
  const found = useSharedModel();
  return (
    <section aria-label={texts.demoTitle}>
      <h3>{texts.demoTitle}</h3>
      {found.state === "none" && <p className="hint">{texts.noModel}</p>}
      {found.state === "failed" && <ErrorLine error={say(found.error)} />}
      {found.state === "found" && <Snippets model={found.model} demo={found.demo} />}
    </section>
  );
}

function Snippets({ model, demo }: { readonly model: SharedModel; readonly demo: DemoFiles }) {
  const texts = useShareTexts();
  const question = useFirstQuestion();
  const [prompt, setPrompt] = useState(question);
  const { bundle, address, sizeBytes, runs } = model;
  if (!runs) return <p className="hint">{texts.noDemo(bundle.name)}</p>;
  if (address === null) return <p className="hint">{texts.noAddress(bundle.name)}</p>;
  const facts = { bundle: address.href, name: bundle.name, sizeBytes, prompt: prompt.trim() };
  const page = new URL("embed.html", document.baseURI).href;
  const frame = frameAddress(page, new Map(demoAttributes(facts)));
  const script = new URL("demo/element.js", document.baseURI).href;
  return (
    <>
      <p className="hint">{texts.demoText(bundle.name)}</p>
      <p className="hint">{texts.download(formatBytes(sizeBytes), address.host)}</p>
      <Field label={texts.prompt} hint={texts.promptHint}>
        {(control) => (
          <input
            {...control}
            className="input"
            value={prompt}
            onChange={({ target }) => setPrompt(target.value)}
          />
        )}
      </Field>
      <h4>{texts.frame}</h4>
      <CodeBlock text={frameSnippet(frame, bundle.name)} label={texts.frame} hint={texts.frameHint} wrap />
      <a className="button quiet small" href={frame} target="_blank" rel="noopener">
        {texts.open}
      </a>
      <h4>{texts.element}</h4>
      {demo.isOpen ? (
        <CodeBlock text={elementSnippet(script, facts)} label={texts.element} hint={texts.elementHint} wrap />
      ) : (
        <p className="hint">{texts.elementClosed}</p>
      )}
    </>
  );
}
