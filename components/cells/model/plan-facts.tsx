import { type DownloadPlan, totalBytesOf } from "#bundle/download/plan.ts";
import { TriangleAlert } from "lucide-react";
import { comparePublished } from "#bundle/download/published-files.ts";
import { formatBytes, formatCount } from "#components/format.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { ScrollRegion } from "#components/ui/scroll-region.tsx";
import { originOf } from "./origin-text.ts";

interface PlanProps {
  readonly plan: DownloadPlan;
}

/** Where it comes from, and how large it is. */
export function PlanFacts({ plan }: PlanProps) {
  const { download: texts } = useLaterTexts();
  const { bundle: bundleTexts } = useTexts();
  const { host, detail } = originOf(plan.origin);
  return (
    <>
      <dl className="facts">
        <div>
          <dt>{texts.from}</dt>
          <dd>{host}</dd>
        </div>
        <div>
          <dt>{texts.model}</dt>
          <dd className="digest">{detail}</dd>
        </div>
        <div>
          <dt>{texts.size}</dt>
          <dd>{texts.sizeOf(formatBytes(totalBytesOf(plan)), formatCount(plan.files.length))}</dd>
        </div>
      </dl>
      {plan.notebook !== undefined && <p className="hint">{bundleTexts.withNotebook}</p>}
    </>
  );
}

/** How its files are verified, and which they are. */
export function PlanFiles({ plan }: PlanProps) {
  const texts = useLaterTexts().download;
  const published = comparePublished(plan);
  const unhashed = plan.files.filter(({ digest }) => digest === null).length;
  return (
    <>
      {published !== null && (
        <p className={published.different.length > 0 ? "callout" : "hint"}>
          {published.different.length > 0 && <TriangleAlert aria-hidden />}
          <span>{texts.published(published.modelName, published.different)}</span>
        </p>
      )}
      <p className="hint">{unhashed === 0 ? texts.allHashed : texts.someUnhashed(unhashed)}</p>
      <details className="disclosure">
        <summary>{texts.files}</summary>
        <ScrollRegion label={texts.files} className="download-files">
          <ul className="file-list mono">
            {plan.files.map((file) => (
              <li key={file.path}>
                <span>{file.path}</span>
                <span className="muted">{formatBytes(file.sizeBytes)}</span>
              </li>
            ))}
          </ul>
        </ScrollRegion>
      </details>
    </>
  );
}
