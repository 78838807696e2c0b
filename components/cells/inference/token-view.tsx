import { ToggleGroup } from "radix-ui";
import { useState } from "react";
import { useTexts } from "#components/texts/use-texts.ts";
import { ScrollRegion } from "#components/ui/scroll-region.tsx";
import type { TokenDetail } from "#inference/inference-port.ts";
import { formatProbability, likelihoodOf, visibleText } from "./token-text.ts";

interface TokenViewProps {
  readonly tokens: readonly TokenDetail[];
  readonly name: string;
}

/** Each token coloured by its probability; one can be opened for its alternatives. */
export default function TokenView({ tokens, name }: TokenViewProps) {
  const texts = useTexts().tokens;
  const [chosen, setChosen] = useState("0");
  const token = tokens[Number(chosen)];
  return (
    <div className="token-view">
      <p className="hint">{texts.hint}</p>
      <Legend />
      <ToggleGroup.Root
        type="single"
        className="tokens"
        aria-label={texts.list(name)}
        value={chosen}
        onValueChange={(value) => value !== "" && setChosen(value)}
      >
        {tokens.map((each, at) => (
          <ToggleGroup.Item
            // A token has no identity but its place.
            // oxlint-disable-next-line react/no-array-index-key
            key={at}
            value={String(at)}
            onFocus={() => setChosen(String(at))}
            className={`token likelihood-${likelihoodOf(each.logProbability)}`}
            aria-label={texts.token(at + 1, visibleText(each.text), formatProbability(each.logProbability))}
          >
            {visibleText(each.text)}
          </ToggleGroup.Item>
        ))}
      </ToggleGroup.Root>
      {token && <TokenCard token={token} place={Number(chosen) + 1} />}
      <details className="disclosure">
        <summary>{texts.asTable}</summary>
        <TokenTable tokens={tokens} name={name} />
      </details>
    </div>
  );
}

function Legend() {
  const texts = useTexts().tokens;
  return (
    <ul className="token-legend" aria-label={texts.legend}>
      {texts.likelihoods.map((label, level) => (
        <li key={label}>
          <span className={`token likelihood-${level}`} aria-hidden>
            a
          </span>{" "}
          {label}
        </li>
      ))}
    </ul>
  );
}

function TokenCard({ token, place }: { readonly token: TokenDetail; readonly place: number }) {
  const texts = useTexts().tokens;
  return (
    <section className="token-card" aria-label={texts.card(place)}>
      <p>
        <span className="mono token-large">{visibleText(token.text)}</span>{" "}
        {texts.facts(token.tokenId, formatProbability(token.logProbability))}
      </p>
      <table className="alternatives">
        <caption>{texts.alternatives}</caption>
        <thead className="visually-hidden">
          <tr>
            <th scope="col">{texts.text}</th>
            <th scope="col">{texts.id}</th>
            <th scope="col">{texts.probability}</th>
          </tr>
        </thead>
        <tbody>
          {token.alternatives.map((each) => (
            <tr key={each.tokenId} className={each.tokenId === token.tokenId ? "chosen" : ""}>
              <th scope="row" className="mono">
                {visibleText(each.text)}
                {each.tokenId === token.tokenId && <span className="hint"> {texts.chosen}</span>}
              </th>
              <td className="mono">{each.tokenId}</td>
              <td>
                <span className="bar" aria-hidden>
                  <span style={{ inlineSize: `${100 * Math.exp(each.logProbability)}%` }} />
                </span>
                {formatProbability(each.logProbability)}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function TokenTable({ tokens, name }: TokenViewProps) {
  const texts = useTexts().tokens;
  return (
    <ScrollRegion label={texts.table(name)} className="token-table">
      <table>
        <thead>
          <tr>
            <th scope="col">{texts.place}</th>
            <th scope="col">{texts.text}</th>
            <th scope="col">{texts.id}</th>
            <th scope="col">{texts.probability}</th>
            <th scope="col">{texts.alternatives}</th>
          </tr>
        </thead>
        <tbody>
          {tokens.map((token, at) => (
            // oxlint-disable-next-line react/no-array-index-key
            <tr key={at}>
              <td>{at + 1}</td>
              <th scope="row" className="mono">
                {visibleText(token.text)}
              </th>
              <td className="mono">{token.tokenId}</td>
              <td>{formatProbability(token.logProbability)}</td>
              <td>
                {token.alternatives
                  .filter(({ tokenId }) => tokenId !== token.tokenId)
                  .map((each) => `${visibleText(each.text)} ${formatProbability(each.logProbability)}`)
                  .join(", ")}
              </td>
            </tr>
          ))}
        </tbody>
      </table>
    </ScrollRegion>
  );
}
