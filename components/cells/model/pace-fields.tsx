import { maxConnections, type DownloadPace } from "#bundle/download/pace.ts";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { SelectField } from "#components/ui/select-field.tsx";

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
        <SelectField
          label={texts.limit}
          hint={texts.limitHint}
          value={String(maxBytesPerSecond ?? "")}
          choices={[
            { id: "", name: texts.noLimit },
            ...limits.map((limit) => ({ id: String(limit), name: texts.limitOf(limit) })),
          ]}
          onChange={(limit) => onChange({ ...pace, maxBytesPerSecond: limit === "" ? null : Number(limit) })}
        />
        <SelectField
          label={texts.connections}
          hint={texts.connectionsHint}
          value={String(connections)}
          choices={Array.from({ length: maxConnections }, (_, place) => String(place + 1)).map((count) => ({
            id: count,
            name: count,
          }))}
          onChange={(count) => onChange({ ...pace, connections: Number(count) })}
        />
      </div>
    </details>
  );
}
