import { useEffect, useMemo, useState } from "react";
import { AppError } from "#base/errors.ts";
import type { Wording } from "#base/message.ts";
import type { BundleFile } from "#bundle/bundle.ts";
import { useServices } from "#components/app-context.ts";
import { FilePreview } from "#components/cells/artifact/file-preview.tsx";
import { FileTree } from "#components/cells/artifact/file-tree.tsx";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import { ViewTabs } from "#components/ui/view-tabs.tsx";
import type { OpenedMlmodel } from "#mlflow/open/read-mlmodel.ts";
import { printSignature } from "#mlflow/signature-print.ts";

interface MlflowModelViewProps {
  readonly name: string;
  readonly files: readonly BundleFile[];
}

/** An opened MLflow model, with the files of its folder. */
export function MlflowModelView({ name, files }: MlflowModelViewProps) {
  const texts = useTexts().mlflowModel;
  const say = useSay();
  const mlmodel = useMlmodel(files);
  if (mlmodel === null) return <p className="hint">{texts.reading}</p>;
  if ("error" in mlmodel) return <p className="field-error">{say(mlmodel.error)}</p>;
  return (
    <section className="mlflow-model" aria-label={texts.title}>
      <p className="part-title">{texts.title}</p>
      <ViewTabs
        label={texts.views}
        views={[
          { id: "files", label: texts.files, content: <Files name={name} files={files} /> },
          { id: "facts", label: texts.facts, content: <Facts mlmodel={mlmodel} /> },
          { id: "signature", label: texts.signature, content: <SignatureView mlmodel={mlmodel} /> },
        ]}
      />
    </section>
  );
}

function Files({ name, files }: MlflowModelViewProps) {
  const texts = useTexts();
  const [path, setPath] = useState("MLmodel");
  const all = useMemo(
    () => files.map((file) => ({ path: file.path, sizeBytes: file.sizeBytes, content: file.source })),
    [files],
  );
  const file = all.find((one) => one.path === path);
  return (
    <div className="artifact-columns">
      <FileTree files={all} label={texts.artifact.tree(name)} selected={path} onSelect={setPath} />
      {file ? (
        <FilePreview key={path} file={file} name={name} />
      ) : (
        <p className="hint">{texts.artifact.choose}</p>
      )}
    </div>
  );
}

function Facts({ mlmodel }: { readonly mlmodel: OpenedMlmodel }) {
  const texts = useTexts().mlflowModel;
  const { flavorTexts, metadataText } = mlmodel;
  const flavors = flavorTexts.map(({ name, value }) => [texts.flavor(name), value] as const);
  const rows = [
    [texts.version, mlmodel.mlflowVersion ?? texts.notSaid] as const,
    ...flavors,
    ...(metadataText === null ? [] : [["metadata", metadataText] as const]),
    ...mlmodel.fields.map(({ name, value }) => [name, value] as const),
  ];
  return (
    <dl className="mlmodel-fields">
      {rows.map(([term, value]) => (
        <div key={term}>
          <dt>{term}</dt>
          <dd className="mono">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

function SignatureView({ mlmodel }: { readonly mlmodel: OpenedMlmodel }) {
  const say = useSay();
  const texts = useTexts().mlflowModel;
  if (mlmodel.signatureFault !== null) return <p className="field-error">{say(mlmodel.signatureFault)}</p>;
  if (mlmodel.signature === null) return <p className="hint">{texts.noSignature}</p>;
  return <CodeBlock text={printSignature(mlmodel.signature)} label={texts.signature} wrap />;
}

function useMlmodel(files: readonly BundleFile[]): OpenedMlmodel | { readonly error: Wording } | null {
  const { reader } = useServices();
  const [read, setRead] = useState<OpenedMlmodel | { readonly error: Wording } | null>(null);
  useEffect(() => {
    const controller = new AbortController();
    const file = files.find(({ path }) => path === "MLmodel");
    if (!file) return undefined;
    reader.readMlmodel(file, controller.signal).then(setRead, (thrown: unknown) => {
      if (!controller.signal.aborted) setRead({ error: AppError.from(thrown).wording });
    });
    return () => controller.abort();
  }, [files, reader]);
  return read;
}
