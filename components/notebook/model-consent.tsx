import { parse, parseJson, pipe, string } from "valibot";
import type { AppErrorJson } from "#base/errors.ts";
import { list } from "#base/schemas.ts";
import type { BundleFile } from "#bundle/bundle.ts";
import { seenName } from "#base/seen-text.ts";
import { useActions, useApp } from "#components/app-context.ts";
import { FilePreview } from "#components/cells/artifact/file-preview.tsx";
import { useTexts } from "#components/texts/use-texts.ts";
import { ConsentQuestion } from "#components/ui/consent-question.tsx";
import type { CellId } from "#notebook/cell.ts";
import type { AppState } from "#store/app-state.ts";

interface ModelConsentProps {
  readonly id: CellId;
  /** An error with the code "needs-consent". */
  readonly error: AppErrorJson;
}

const filesSchema = pipe(string(), parseJson(), list(string()));

/** Asks before Python of an opened model runs, in the cell that would run it. */
export default function ModelConsent({ id, error: { details } }: ModelConsentProps) {
  const texts = useTexts().modelConsent;
  const { answerModelConsent, runCell } = useActions();
  const sha256 = String(details["sha256"]);
  const paths = parse(filesSchema, details["files"]);
  const isRefused = useApp(({ modelConsents }) => modelConsents.get(sha256) === "refused");
  const model = useApp((state) => filesOf(state, paths));
  return (
    <ConsentQuestion
      {...texts}
      onAgree={() => {
        answerModelConsent(sha256, "given");
        void runCell(id);
      }}
      onRefuse={isRefused ? null : () => answerModelConsent(sha256, "refused")}
    >
      <p>{texts.files}</p>
      {paths.map((path) => {
        const file = model?.find((each) => each.path === path);
        return (
          <details key={path} className="disclosure">
            <summary className="mono">{seenName(path)}</summary>
            {file === undefined ? (
              <p className="hint">{texts.inWrapper}</p>
            ) : (
              <FilePreview
                file={{ path, sizeBytes: file.sizeBytes, content: file.source }}
                name={texts.title}
              />
            )}
          </details>
        );
      })}
      {isRefused && <p>{texts.refused}</p>}
    </ConsentQuestion>
  );
}

/** The opened model's files, of the model cell that has them. */
function filesOf({ cellStates }: AppState, paths: readonly string[]): readonly BundleFile[] | null {
  for (const state of cellStates.values()) {
    const output = "output" in state ? state.output : null;
    if (output?.type !== "model") continue;
    const { mlflowFiles } = output.bundle;
    if (mlflowFiles?.some(({ path }) => path === paths[0])) return mlflowFiles;
  }
  return null;
}
