import { TriangleAlert } from "lucide-react";
import { useEffect, useState } from "react";
import type { BundleFile } from "#bundle/bundle.ts";
import { useServices } from "#components/app-context.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { PickleVerdict } from "#pickle/inspect-pickles.ts";

const SHOWN = 5;

/** Warnings about a model's pickles, above everything else; empty if there is nothing to fear. */
export function PickleVerdicts({ files }: { readonly files: readonly BundleFile[] }) {
  const texts = useTexts().pickle;
  const say = useSay();
  const { reader } = useServices();
  const [verdicts, setVerdicts] = useState<readonly PickleVerdict[]>([]);
  useEffect(() => {
    const controller = new AbortController();
    reader.inspectPickles(files, controller.signal).then(setVerdicts, () => {
      if (!controller.signal.aborted) setVerdicts([]);
    });
    return () => controller.abort();
  }, [files, reader]);
  const dangerous = verdicts.filter(({ concern }) => concern === "dangerous");
  const unread = verdicts.filter(({ concern, fault }) => concern !== "dangerous" && fault !== null);
  if (dangerous.length + unread.length === 0) return null;
  return (
    <div className="callout pickle-verdicts" role="note" aria-label={texts.verdict}>
      <TriangleAlert aria-hidden />
      <div>
        {dangerous.slice(0, SHOWN).map(({ path, names }) => (
          <p key={path}>
            <strong>{texts.concerns.dangerous}</strong>: {texts.dangerousFile(path, names.join(", "))}
          </p>
        ))}
        {unread.slice(0, SHOWN).map(({ path, fault }) => (
          <p key={path}>{texts.unreadFile(path, say(fault ?? ""))}</p>
        ))}
        {dangerous.length + unread.length > SHOWN && (
          <p className="hint">{texts.moreFiles(dangerous.length + unread.length)}</p>
        )}
        <p>{texts.trust}</p>
      </div>
    </div>
  );
}
