import { useMemo, useState } from "react";
import { DownloadButton } from "#components/cells/artifact/download-button.tsx";
import { FilePreview } from "#components/cells/artifact/file-preview.tsx";
import { FileTree } from "#components/cells/artifact/file-tree.tsx";
import { formatBytes } from "#components/format.ts";
import { english } from "#base/message.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { ViewTabs } from "#components/ui/view-tabs.tsx";
import { allFiles, type Deployment } from "#deploy/deploy-files.ts";
import { fillSample } from "#deploy/fill-sample.ts";
import type { Artifact } from "#mlflow/artifact.ts";
import type { CellId } from "#notebook/cell.ts";
import { EndpointTest } from "./endpoint-test.tsx";
import { SamplesView } from "./samples-view.tsx";
import { useEndpointTest } from "./use-endpoint-test.ts";

interface DeploymentViewProps {
  readonly cellId: CellId;
  readonly deployment: Deployment;
  readonly name: string;
}

export function DeploymentView({ cellId, deployment, name }: DeploymentViewProps) {
  const texts = useTexts();
  const { deploy } = useLaterTexts();
  const zip = useMemo(() => asArtifact(deployment), [deployment]);
  const say = useSay();
  // Kept here, so that it survives a look at another tab.
  const test = useEndpointTest(cellId, deployment);
  const { folder, modelFolder, notes, samples } = deployment;
  const isAsked = samples.length > 0;
  return (
    <div className="artifact-view">
      <div className="artifact-head">
        <p>
          <strong className="mono">{folder}/</strong>{" "}
          <span className="muted">
            {texts.artifact.files(zip.files.length)}, {formatBytes(zip.totalBytes)}
          </span>
        </p>
        <DownloadButton artifact={zip} />
      </div>
      <p className="hint">{deploy.zipHint(folder, modelFolder)}</p>
      {notes.map((note) => (
        <p key={english(note)} className="hint">
          {say(note)}
        </p>
      ))}
      <ViewTabs
        label={deploy.views}
        views={[
          {
            id: "files",
            label: deploy.files,
            content: <FilesView files={zip.files} label={deploy.tree(folder)} />,
          },
          ...(isAsked
            ? [
                {
                  id: "samples",
                  label: deploy.samples,
                  content: (
                    <SamplesView
                      samples={samples}
                      name={name}
                      fill={(text) => fillSample(text, deployment.endpointUrl, test.state)}
                    />
                  ),
                },
                {
                  id: "test",
                  label: deploy.test,
                  content: <EndpointTest cellId={cellId} test={test} name={name} />,
                },
              ]
            : []),
        ]}
      />
    </div>
  );
}

function FilesView({ files, label }: { readonly files: Artifact["files"]; readonly label: string }) {
  const [path, setPath] = useState("README.md");
  const file = files.find((each) => each.path === path) ?? files[0];
  return (
    <div className="artifact-columns">
      <FileTree files={files} label={label} selected={file?.path ?? null} onSelect={setPath} />
      {file && <FilePreview key={`${file.path}\n${textOf(file)}`} file={file} name={label} />}
    </div>
  );
}

/** A preview reads its file once: another text under the same path is another preview. */
function textOf({ content }: Artifact["files"][number]): string {
  return content.kind === "text" ? content.text : "";
}

/** The files, shown and zipped like those of an artifact. */
function asArtifact(deployment: Deployment): Artifact {
  const encoder = new TextEncoder();
  const files = allFiles(deployment)
    .map(({ path, text }) => ({
      path,
      sizeBytes: encoder.encode(text).length,
      content: { kind: "text", text } as const,
    }))
    .toSorted((a, b) => (a.path < b.path ? -1 : 1));
  const totalBytes = files.reduce((sum, { sizeBytes }) => sum + sizeBytes, 0);
  return { name: deployment.folder, files, totalBytes };
}
