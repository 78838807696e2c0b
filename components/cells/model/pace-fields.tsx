import { maxConnections, type DownloadPace } from "#bundle/download/pace.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { Field } from "#components/ui/field.tsx";

interface PaceFieldsProps {
  readonly pace: DownloadPace;
  readonly onChange: (pace: DownloadPace) => void;
}

/** Speed limits to choose from, in bytes per second: from a slow shared line to a fast one. */
const limits = [0.25e6, 0.5e6, 1e6, 2e6, 5e6, 10e6, 25e6, 50e6];

/** How much of the network a download can use. */
export function PaceFields({ pace, onChange }: PaceFieldsProps) {
  const texts = useLaterTexts().download;
  const { connections, maxBytesPerSecond } = pace;
  return (
    <details className="disclosure">
      <summary>{texts.pace}</summary>
      <div className="download-form">
        <Field label={texts.limit} hint={texts.limitHint}>
          {(control) => (
            <select
              {...control}
              className="input"
              value={maxBytesPerSecond ?? ""}
              onChange={({ target }) =>
                onChange({ ...pace, maxBytesPerSecond: target.value === "" ? null : Number(target.value) })
              }
            >
              <option value="">{texts.noLimit}</option>
              {limits.map((limit) => (
                <option key={limit} value={limit}>
                  {texts.limitOf(limit)}
                </option>
              ))}
            </select>
          )}
        </Field>
        <Field label={texts.connections} hint={texts.connectionsHint}>
          {(control) => (
            <select
              {...control}
              className="input"
              value={connections}
              onChange={({ target }) => onChange({ ...pace, connections: Number(target.value) })}
            >
              {Array.from({ length: maxConnections }, (_, place) => (
                <option key={place} value={place + 1}>
                  {place + 1}
                </option>
              ))}
            </select>
          )}
        </Field>
      </div>
    </details>
  );
}
