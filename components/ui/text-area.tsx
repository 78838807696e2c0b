import type { TextareaHTMLAttributes } from "react";

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  readonly value: string;
  readonly minRows?: number;
  readonly ref?: React.Ref<HTMLTextAreaElement>;
}

/** A text area as high as its text: by field-sizing where there is, by its lines elsewhere. */
export function TextArea({ value, minRows = 2, className = "", ...rest }: TextAreaProps) {
  return (
    <textarea
      spellCheck={false}
      {...rest}
      value={value}
      rows={Math.max(minRows, value.split("\n").length)}
      className={`input text-area ${className}`}
    />
  );
}
