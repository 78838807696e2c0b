import { Download, FileWarning, FolderOpen, Wrench } from "lucide-react";
import { useActions, useApp } from "#components/app-context.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { useDocuments } from "./use-documents.ts";

/** In place of a document that is not shown: why, and what to do. Other notebooks stay in the menu. */
export function DocumentProblemView() {
  const texts = useTexts().documents;
  const say = useSay();
  const problem = useApp((state) => state.problem);
  const { openAnyway, repairDocument } = useActions();
  const { save } = useDocuments();
  if (problem === null) return null;
  const title = say(problem.title);
  return (
    <section className="problem document-problem" aria-label={texts.problem}>
      <FileWarning aria-hidden />
      <div>
        <strong>{texts.notShown(title)}</strong>
        <p>{problem.kind === "unreadable" ? texts.unreadable : texts.didNotShow}</p>
        {problem.error !== null && <p className="mono">{say(problem.error)}</p>}
        <div className="button-row">
          <button type="button" className="button small" onClick={() => void save()}>
            <Download aria-hidden /> {texts.saveProblem}
          </button>
          <button type="button" className="button small" onClick={() => void repairDocument()}>
            <Wrench aria-hidden /> {problem.kind === "unreadable" ? texts.repair : texts.openAsText}
          </button>
          {problem.kind === "did-not-show" && (
            <button type="button" className="button small" onClick={() => void openAnyway()}>
              <FolderOpen aria-hidden /> {texts.openAnyway}
            </button>
          )}
        </div>
      </div>
    </section>
  );
}
