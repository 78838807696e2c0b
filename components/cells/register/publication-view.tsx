import { percentEncoded } from "#base/percent-encoded.ts";
import { CircleCheck } from "lucide-react";
import { formatBytes, formatCount } from "#components/format.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import type { Publication } from "#registry/registry-port.ts";
import { ServerLink } from "./server-link.tsx";

interface PublicationViewProps {
  readonly publication: Publication;
  readonly name: string;
}

/** What is on the server now, with links to its pages. */
export function PublicationView({ publication, name }: PublicationViewProps) {
  const texts = useTexts().register;
  const { serverUrl, experimentId, runId, runName, modelId, version } = publication;
  return (
    <>
      <output className="published">
        <CircleCheck aria-hidden />
        {version === null ? texts.logged : texts.done(version.name, version.version)}
      </output>
      <dl className="facts">
        <div>
          <dt>{texts.run}</dt>
          <dd>
            <ServerLink href={`${serverUrl}/#/experiments/${experimentId}/runs/${runId}`}>
              {runName}
            </ServerLink>
          </dd>
        </div>
        {modelId !== null && (
          <div>
            <dt>{texts.model}</dt>
            <dd>
              <ServerLink href={`${serverUrl}/#/experiments/${experimentId}/models/${modelId}`}>
                {modelId}
              </ServerLink>
            </dd>
          </div>
        )}
        {version !== null && (
          <div>
            <dt>{texts.version}</dt>
            <dd>
              <ServerLink
                href={`${serverUrl}/#/models/${percentEncoded(version.name)}/versions/${version.version}`}
              >
                {version.name} {version.version}
                {version.alias === "" ? "" : ` @${version.alias}`}
              </ServerLink>
            </dd>
          </div>
        )}
        <div>
          <dt>{texts.mlflow}</dt>
          <dd>{publication.serverVersion}</dd>
        </div>
        <div>
          <dt>{texts.sentLabel}</dt>
          <dd>{texts.sent(formatCount(publication.fileCount), formatBytes(publication.sizeBytes))}</dd>
        </div>
      </dl>
      <CodeBlock
        language="python"
        text={loadCode(publication)}
        label={`${texts.load}, ${name}`}
        hint={texts.load}
      />
    </>
  );
}

function loadCode({ serverUrl, modelUri }: Publication): string {
  return [
    "import mlflow",
    "",
    `mlflow.set_tracking_uri(${JSON.stringify(serverUrl)})`,
    `model = mlflow.pyfunc.load_model(${JSON.stringify(modelUri)})`,
    "",
  ].join("\n");
}
