import { Cpu } from "lucide-react";
import { Popover } from "radix-ui";
import { useServices } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";

/** How inference runs on this machine; where it runs on one thread, why, and what would change it. */
export function RuntimeFacts() {
  const texts = useTexts().header;
  const { threads, crossOriginIsolated, singleThreadReason } = useServices().threadFacts;
  return (
    <Popover.Root>
      <Popover.Trigger className={`runtime-chip ${singleThreadReason === null ? "" : "limited"}`}>
        <Cpu aria-hidden /> {texts.threads(threads)}
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Content
          className="popover"
          align="end"
          sideOffset={6}
          collisionPadding={8}
          aria-label={texts.runtime}
        >
          <h2>{texts.runtime}</h2>
          <p>{texts.runtimeName}</p>
          {crossOriginIsolated && <p>{texts.isolated}</p>}
          {singleThreadReason !== null && (
            <p>
              {texts.singleThread} {singleThreadReason}
            </p>
          )}
          {!crossOriginIsolated && <p>{texts.remedyHeaders}</p>}
        </Popover.Content>
      </Popover.Portal>
    </Popover.Root>
  );
}
