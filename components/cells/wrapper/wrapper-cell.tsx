import { useRef } from "react";
import { useLaterTexts } from "#components/texts/use-later-texts.ts";
import { ConfirmDialog } from "#components/ui/confirm-dialog.tsx";
import { Segmented } from "#components/ui/segmented.tsx";
import type { WrapperCell } from "#cells/wrapper/wrapper-cell.ts";
import { defaultWrapper } from "#wrapper/defaults.ts";
import type { Wrapper, WrapperOption } from "#wrapper/wrapper.ts";
import type { CellViewProps } from "../cell-view-props.ts";
import { useFormChange } from "./use-form-change.ts";
import { WrapperCode } from "./wrapper-code.tsx";
import { WrapperForm } from "./wrapper-form.tsx";
import "./wrapper.css";

const OPTIONS: readonly WrapperOption[] = ["transformers", "pyfunc"];

/** The form, and beside it the Python that it gives; each follows the other. */
export default function WrapperCellView({ cell, name, children }: CellViewProps<WrapperCell>) {
  const texts = useLaterTexts().wrapper;
  const { form } = cell.wrapper;
  const { shown, change, commit, question } = useFormChange(cell);
  /** The other option's form, for switching back. */
  const other = useRef<Wrapper | null>(null);

  const switchOption = (option: WrapperOption) => {
    const next = other.current?.option === option ? other.current : defaultWrapper(option, form.profile);
    other.current = form;
    change(next);
  };

  return (
    <div className="wrapper-cell">
      <Segmented
        label={texts.option}
        value={shown.option}
        options={OPTIONS.map((value) => ({ value, label: texts.options[value] }))}
        onChange={switchOption}
      />
      <div className="wrapper-columns">
        <WrapperForm form={shown} onChange={change} {...commit} />
        <WrapperCode cell={cell} name={name} />
      </div>
      {children}
      <ConfirmDialog
        title={texts.replaceTitle}
        text={texts.replaceText}
        confirm={texts.replace}
        cancel={texts.keep}
        {...question}
      />
    </div>
  );
}
