import { type TextareaHTMLAttributes, useImperativeHandle, useLayoutEffect, useRef } from "react";

interface TextAreaProps extends TextareaHTMLAttributes<HTMLTextAreaElement> {
  readonly value: string;
  readonly minRows?: number;
  readonly ref?: React.Ref<HTMLTextAreaElement>;
}

const SIZES_ITSELF = typeof CSS === "undefined" || CSS.supports("field-sizing", "content");

/** A text area as high as its text: with field-sizing where supported, otherwise by measuring. */
export function TextArea({ value, minRows = 2, className = "", ref, ...rest }: TextAreaProps) {
  const area = useRef<HTMLTextAreaElement>(null);
  const measured = useRef<string | null>(null);
  useImperativeHandle(ref, () => area.current as HTMLTextAreaElement);
  useLayoutEffect(() => {
    const { current } = area;
    if (SIZES_ITSELF || current === null || measured.current === value) return;
    measured.current = value;
    current.style.height = "auto";
    // A folded part has no height.
    if (current.scrollHeight === 0) return;
    const borders = current.offsetHeight - current.clientHeight;
    current.style.height = `${current.scrollHeight + borders}px`;
  }, [value]);
  return (
    <textarea
      spellCheck={false}
      {...rest}
      ref={area}
      value={value}
      rows={Math.max(minRows, value.split("\n").length)}
      className={`input text-area ${className}`}
    />
  );
}
