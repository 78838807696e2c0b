import { CloudUpload } from "lucide-react";
import { useState } from "react";
import { useActions, useServices } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { formatBytes } from "#components/format.ts";
import { focusCell } from "#components/notebook/focus-cell.ts";
import { CodeBlock } from "#components/ui/code-block.tsx";
import type { Artifact } from "#mlflow/artifact.ts";
import type { ArtifactCell } from "#cells/artifact/artifact-cell.ts";
import type { CellId } from "#notebook/cell.ts";
import { upstreamOf } from "#notebook/dependencies.ts";
import { DownloadButton } from "./download-button.tsx";
import { FilePreview } from "./file-preview.tsx";
import { FileTree } from "./file-tree.tsx";
import type { CellViewProps } from "../cell-view-props.ts";
import { OutputArea } from "../output-area.tsx";
import { useOutput } from "../use-output.ts";
import "./artifact.css";

export default function ArtifactCellView({ cell, name, children }: CellViewProps<ArtifactCell>) {
  const texts = useTexts().artifact;
  const goToRegister = useGoToRegister(cell.id);
  const { output, current } = useOutput(cell.id, "artifact");
  return (
    <>
      {children}
      {output ? (
        <OutputArea current={current}>
          <ArtifactView artifact={output.artifact} name={name} />
          <button type="button" className="button small" onClick={goToRegister}>
            <CloudUpload aria-hidden /> {texts.register}
          </button>
        </OutputArea>
      ) : (
        <p className="hint">{texts.notRun}</p>
      )}
    </>
  );
}

/** Goes to the register cell below for the same model, or adds one. */
function useGoToRegister(id: CellId): () => void {
  const { store } = useServices();
  const { addCell } = useActions();
  return () => {
    const { notebook } = store.getState();
    if (!notebook) return;
    const here = upstreamOf(notebook, id);
    const at = notebook.cells.findIndex((cell) => cell.id === id);
    const below = notebook.cells.slice(at).find((cell) => {
      const { model, wrapper } = upstreamOf(notebook, cell.id);
      return cell.type === "register" && model === here.model && wrapper === here.wrapper;
    });
    focusCell(below?.id ?? addCell("register", { after: id }), "start");
  };
}

function ArtifactView({ artifact, name }: { readonly artifact: Artifact; readonly name: string }) {
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
        {file ? <FilePreview key={file.path} file={file} /> : <p className="hint">{texts.choose}</p>}
      </div>
      <details className="disclosure">
        <summary>{texts.load}</summary>
        <CodeBlock
          language="python"
          text={loadCode(artifact)}
          label={`${texts.load}, ${name}`}
          hint={texts.loadHint}
        />
      </details>
    </div>
  );
}

function loadCode({ name, files }: Artifact): string {
  const chat = files.some((file) => file.path.startsWith("components/tokenizer/"));
  const input = chat
    ? '{"messages": [{"role": "user", "content": "What is the capital of Spain?"}]}'
    : '{"prompt": "<|user|>What is the capital of Spain?<|end|><|assistant|>"}';
  return [
    `# pip install -r ${name}/requirements.txt`,
    "import mlflow",
    "",
    `loaded_model = mlflow.pyfunc.load_model(${JSON.stringify(name)})`,
    `print(loaded_model.predict(${input}))`,
    "",
  ].join("\n");
}
