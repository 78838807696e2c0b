import { useTexts } from "#components/texts/use-texts.ts";

interface NotShownProps {
  readonly text: string;
  readonly onExample: () => void;
}

/** In place of a view that cannot show the JSON. */
export function NotShown({ text, onExample }: NotShownProps) {
  const texts = useTexts().inference;
  return (
    <div className="not-shown">
      <p>{text}</p>
      <button type="button" className="button small" onClick={onExample}>
        {texts.useExample}
      </button>
    </div>
  );
}
