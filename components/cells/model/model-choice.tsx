import { FolderLock, Trash2 } from "lucide-react";
import { AppError } from "#base/errors.ts";
import type { BundleEntry } from "#bundle/bundle-registry.ts";
import { useActions, useApp } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { IconButton } from "#components/ui/icon-button.tsx";
import { SelectField } from "#components/ui/select-field.tsx";
import type { ModelCell } from "#cells/model/model-cell.ts";

interface ModelSelectProps {
  readonly cell: ModelCell;
  /** The cell's bundle; undefined if this browser no longer has it. */
  readonly chosen: BundleEntry | undefined;
}

export function ModelSelect({ cell, chosen }: ModelSelectProps) {
  const texts = useTexts().model;
  const bundles = useApp((state) => state.bundles);
  const { chooseModel } = useActions();
  return (
    <SelectField
      label={texts.choose}
      isPrimary
      value={cell.bundleId}
      choices={chosen ? bundles : [...bundles, { id: cell.bundleId, name: cell.bundleId }]}
      onChange={(id) => chooseModel(cell, id)}
    />
  );
}

export function ForgetButton({ chosen }: { readonly chosen: BundleEntry }) {
  const texts = useTexts().model;
  const { forgetBundle, notify } = useActions();
  const kept = useApp((state) => state.kept);
  // Downloaded models are deleted in their list, which shows their sizes.
  if (chosen.isDemo || kept.some(({ bundleId }) => bundleId === chosen.id)) return null;
  return (
    <IconButton
      icon={Trash2}
      label={texts.forget}
      onClick={() => {
        void forgetBundle(chosen.id).then(() => notify({ tone: "info", text: texts.forgotten(chosen.name) }));
      }}
    />
  );
}

/** If the browser has to ask again whether the page may read the model's folder or zip. */
export function BlockedPlace({ id, blockedPlace }: BundleEntry) {
  const texts = useTexts().model;
  const { allowFolder, notify } = useActions();
  if (blockedPlace === undefined) return null;
  return (
    <p className="callout">
      <FolderLock aria-hidden />
      <span>
        {texts.blocked(blockedPlace)}{" "}
        <button
          type="button"
          className="button small"
          onClick={() => {
            allowFolder(id).then(
              (allowed) => !allowed && notify({ tone: "info", text: texts.notAllowed }),
              (thrown: unknown) => notify({ tone: "error", text: AppError.from(thrown).wording }),
            );
          }}
        >
          {texts.allow(blockedPlace)}
        </button>
      </span>
    </p>
  );
}
