import { Check, Copy } from "lucide-react";
import { useEffect, useState } from "react";
import { useActions } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { copyText } from "./copy-text.ts";

const SHOWN_MS = 1600;

/** @param what is copied, for its name: "Copy: the signature" is better than eight buttons named "Copy". */
export function CopyButton({ text, what }: { readonly text: string; readonly what: string }) {
  const texts = useTexts().copy;
  const { notify } = useActions();
  const [copied, setCopied] = useState(false);
  useEffect(() => {
    if (!copied) return;
    const timer = setTimeout(() => setCopied(false), SHOWN_MS);
    return () => clearTimeout(timer);
  }, [copied]);
  const copy = () => {
    void copyText(text).then(
      () => setCopied(true),
      () => notify({ tone: "error", text: texts.failed }),
    );
  };
  return (
    <span className="copy">
      <button
        type="button"
        className="button quiet small"
        onClick={copy}
        aria-label={`${texts.copy}: ${what}`}
      >
        {copied ? <Check aria-hidden /> : <Copy aria-hidden />} {copied ? texts.copied : texts.copy}
      </button>
      {/* A button's content is no live region, whatever it holds. */}
      <output className="visually-hidden">{copied && texts.copied}</output>
    </span>
  );
}
