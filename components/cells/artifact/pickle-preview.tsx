import { TriangleAlert } from "lucide-react";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { ScrollRegion } from "#components/ui/scroll-region.tsx";
import type { JudgedImport, PickleReport } from "#pickle/inspect-pickle.ts";

/** What a page can lay out without a pause. */
const SHOWN_CALLS = 200;

/** A pickle taken apart: what it would import and call. It is never loaded. */
export function PicklePreview({ report, path }: { readonly report: PickleReport; readonly path: string }) {
  const texts = useTexts().pickle;
  const say = useSay();
  return (
    <div className="pickle">
      <p>{texts.never}</p>
      {report.fault !== null && <p className="field-error">{texts.fault(say(report.fault))}</p>}
      {report.trailingBytes > 0 && <p className="hint">{texts.trailing(report.trailingBytes)}</p>}
      <p className="part-title">{texts.imports(report.importCount)}</p>
      {report.imports.length === 0 ? (
        <p className="hint">{texts.noImports}</p>
      ) : (
        <ul className="pickle-imports">
          {report.imports.map((found) => (
            <ImportRow key={`${found.module}.${found.name}`} found={found} />
          ))}
        </ul>
      )}
      {report.importCount > report.imports.length && (
        <p className="hint">{texts.shown(report.imports.length, report.importCount)}</p>
      )}
      <Calls report={report} path={path} />
      <details className="disclosure">
        <summary>{texts.opcodes(report.opcodeCount, report.protocol)}</summary>
        <ScrollRegion label={texts.opcodesOf(path)} className="preview-box">
          <pre>
            <code>{report.lines.join("\n")}</code>
          </pre>
        </ScrollRegion>
        {report.lineCount > report.lines.length && (
          <p className="hint">{texts.shown(report.lines.length, report.lineCount)}</p>
        )}
      </details>
    </div>
  );
}

function ImportRow({ found }: { readonly found: JudgedImport }) {
  const say = useSay();
  const texts = useTexts().pickle;
  const { concern, module, name, does } = found;
  const alarming = concern === "dangerous" || concern === "code";
  return (
    <li className={`concern-${concern}`}>
      {alarming && <TriangleAlert aria-hidden />}
      <span>
        <code>
          {module}.{name}
        </code>{" "}
        <strong>{texts.concerns[concern]}</strong>: {say(does)}.
      </span>
    </li>
  );
}

function Calls({ report, path }: { readonly report: PickleReport; readonly path: string }) {
  const texts = useTexts().pickle;
  const { calls, callCount } = report;
  return (
    <>
      <p className="part-title">{texts.calls(callCount)}</p>
      {calls.length === 0 ? (
        <p className="hint">{texts.noCalls}</p>
      ) : (
        <ScrollRegion label={texts.callsOf(path)} className="pickle-calls">
          <ol>
            {calls.slice(0, SHOWN_CALLS).map(({ offset, opcode, text }) => (
              <li key={offset}>
                <code>{text}</code> <span className="muted">{texts.at(opcode, offset)}</span>
              </li>
            ))}
          </ol>
        </ScrollRegion>
      )}
      {callCount > SHOWN_CALLS && <p className="hint">{texts.shown(SHOWN_CALLS, callCount)}</p>}
    </>
  );
}
