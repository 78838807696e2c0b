import { Download, X } from "lucide-react";
import { useEffect, useRef, useState } from "react";
import { AppError, isAbort } from "#base/errors.ts";
import { useActions } from "#components/app-context.ts";
import { saveFile } from "#components/ui/save-file.ts";
import { ProgressBar } from "#components/notebook/cell-progress.tsx";
import { useTexts } from "#components/texts/use-texts.ts";
import type { Progress } from "#kernel/cell-state.ts";
import type { Artifact } from "#mlflow/artifact.ts";

export function DownloadButton({ artifact }: { readonly artifact: Artifact }) {
  const texts = useTexts().artifact;
  const { zipArtifact, notify } = useActions();
  const [progress, setProgress] = useState<Progress | null>(null);
  const controller = useRef<AbortController | null>(null);
  // The cell may be deleted while the zip is being made.
  useEffect(() => () => controller.current?.abort(), []);

  async function download(): Promise<void> {
    controller.current = new AbortController();
    setProgress({ label: texts.zipping });
    try {
      const zip = await zipArtifact(artifact, setProgress, controller.current.signal);
      saveFile(zip, `${artifact.name}.zip`);
      notify({ tone: "success", text: texts.downloaded(artifact.name) });
    } catch (thrown) {
      notify(
        isAbort(thrown)
          ? { tone: "info", text: texts.cancelled }
          : { tone: "error", text: AppError.from(thrown).message },
      );
    } finally {
      setProgress(null);
    }
  }

  if (progress) {
    return (
      <div className="row downloading">
        <ProgressBar progress={progress} />
        <button type="button" className="button small" onClick={() => controller.current?.abort()}>
          <X aria-hidden /> {texts.cancel}
        </button>
      </div>
    );
  }
  return (
    <button type="button" className="button primary" onClick={() => void download()}>
      <Download aria-hidden /> {texts.download(artifact.name)}
    </button>
  );
}
