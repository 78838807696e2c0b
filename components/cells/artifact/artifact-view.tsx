import { useState } from "react";
import { useTexts } from "#components/texts/use-texts.ts";
import { formatBytes } from "#components/format.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import type { Artifact } from "#mlflow/artifact.ts";
import { DownloadButton } from "./download-button.tsx";
import { FilePreview } from "./file-preview.tsx";
import { FileTree } from "./file-tree.tsx";
import "./artifact.css";

interface ArtifactViewProps {
  readonly artifact: Artifact;
  /** The name of the cell, or of what it made. */
  readonly name: string;
  /** What to ask the model, in Python. */
  readonly example?: string;
}

/** An artifact's files, and their zip. */
export function ArtifactView({ artifact, name, example = exampleFor(artifact) }: ArtifactViewProps) {
  const texts = useTexts().artifact;
  const [path, setPath] = useState("MLmodel");
  const file = artifact.files.find((f) => f.path === path) ?? artifact.files[0];
  return (
    <div className="artifact-view">
      <div className="artifact-head">
        <p>
          <strong className="mono">{artifact.name}/</strong>{" "}
          <span className="muted">
            {texts.files(artifact.files.length)}, {formatBytes(artifact.totalBytes)}
          </span>
        </p>
        <DownloadButton artifact={artifact} />
      </div>
      <div className="artifact-columns">
        <FileTree
          files={artifact.files}
          label={texts.tree(artifact.name)}
          selected={file?.path ?? null}
          onSelect={setPath}
        />
        {file ? (
          <FilePreview key={file.path} file={file} name={name} />
        ) : (
          <p className="hint">{texts.choose}</p>
        )}
      </div>
      <details className="disclosure">
        <summary>{texts.load}</summary>
        <CodeBlock
          language="python"
          text={loadCode(artifact, example)}
          label={`${texts.load}, ${name}`}
          hint={texts.loadHint}
        />
      </details>
    </div>
  );
}

function exampleFor({ files }: Artifact): string {
  const chat = files.some((file) => file.path.startsWith("components/tokenizer/"));
  return chat
    ? '{"messages": [{"role": "user", "content": "What is the capital of Spain?"}]}'
    : '{"prompt": "<|user|>What is the capital of Spain?<|end|><|assistant|>"}';
}

function loadCode({ name }: Artifact, input: string): string {
  return [
    `# pip install -r ${name}/requirements.txt`,
    "import mlflow",
    "",
    `loaded_model = mlflow.pyfunc.load_model(${JSON.stringify(name)})`,
    `print(loaded_model.predict(${input}))`,
    "",
  ].join("\n");
}
