import type { BundleReport } from "#bundle/inspect.ts";
import { isOnlyShown, type ModelBundle } from "#bundle/bundle.ts";
import { formatBytes, formatCount } from "#components/format.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { Markdown } from "#components/ui/markdown.tsx";
import { MlflowModelView } from "./mlflow-model-view.tsx";
import { OptionRows } from "./option-rows.tsx";
import { PickleVerdicts } from "./pickle-verdicts.tsx";

/** What a page can lay out without a pause. */
const SHOWN_FILES = 500;

export function ModelReport({
  bundle,
  report,
}: {
  readonly bundle: ModelBundle;
  readonly report: BundleReport;
}) {
  const texts = useTexts().model;
  const { moreRows } = useTexts().artifact;
  return (
    <>
      <PickleVerdicts files={bundle.mlflowFiles ?? bundle.files} />
      <dl className="facts">
        <Fact term={texts.architecture} value={report.architecture} />
        <Fact
          term={texts.contextLength}
          value={report.contextLength === null ? null : texts.tokens(formatCount(report.contextLength))}
        />
        <Fact
          term={texts.vocabulary}
          value={report.vocabSize === null ? null : texts.tokens(formatCount(report.vocabSize))}
        />
        <Fact term={texts.files} value={formatCount(report.fileCount)} />
        <Fact term={texts.size} value={formatBytes(report.totalBytes)} />
      </dl>
      {!isOnlyShown(bundle) && <OptionRows report={report} />}
      {bundle.mlflowFiles && <MlflowModelView name={bundle.name} files={bundle.mlflowFiles} />}
      <details className="disclosure">
        <summary>{texts.fileList}</summary>
        <ul className="file-list mono">
          {bundle.files.slice(0, SHOWN_FILES).map((file) => (
            <li key={file.path}>
              <span>{file.path}</span>
              <span className="muted">{formatBytes(file.sizeBytes)}</span>
            </li>
          ))}
        </ul>
        {bundle.files.length > SHOWN_FILES && (
          <p className="hint">{moreRows(SHOWN_FILES, bundle.files.length)}</p>
        )}
      </details>
      {report.card !== null && (
        <details className="disclosure">
          <summary>{texts.card}</summary>
          <Markdown source={withoutFrontMatter(report.card)} />
        </details>
      )}
    </>
  );
}

function Fact({ term, value }: { readonly term: string; readonly value: string | null }) {
  const texts = useTexts().model;
  return (
    <div>
      <dt>{term}</dt>
      <dd>{value ?? <span className="muted">{texts.unknown}</span>}</dd>
    </div>
  );
}

/** Model cards start with YAML for the hub. */
function withoutFrontMatter(card: string): string {
  return card.replace(/^---\r?\n[\s\S]*?\r?\n---\r?\n/, "");
}
