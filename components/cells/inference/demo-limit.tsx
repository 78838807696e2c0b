import { FlaskConical } from "lucide-react";
import { useEffect, useState } from "react";
import { useTexts } from "#components/texts/use-texts.ts";
import { convertInput } from "#cells/inference/convert-input.ts";
import { demoLimit } from "#cells/inference/demo-model.ts";
import type { InferenceCell } from "#cells/inference/inference-cell.ts";
import { parseMessages } from "#cells/inference/typed-input.ts";
import { useModelAbove } from "./use-model-above.ts";

/** If the demo model is asked something that it has not learned: says so, and what it knows. */
export function DemoLimit({ cell }: { readonly cell: InferenceCell }) {
  const texts = useTexts().demo;
  const isDemo = useModelAbove(cell.id)?.isDemo === true;
  const [limit, setLimit] = useState<ReturnType<typeof demoLimit>>(null);
  useEffect(() => {
    if (!isDemo) return;
    let isCurrent = true;
    void convertInput(cell.input, "messages", null).then((input) => {
      const typed = parseMessages(input);
      if (isCurrent) setLimit(typed.kind === "shown" ? demoLimit(typed.value) : null);
    });
    return () => {
      isCurrent = false;
    };
  }, [cell.input, isDemo]);
  if (!isDemo || limit === null) return null;
  return (
    <p className="callout">
      <FlaskConical aria-hidden />
      <span>
        {texts.limits[limit]} {texts.knows}
      </span>
    </p>
  );
}
