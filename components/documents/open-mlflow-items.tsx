import { PackageOpen } from "lucide-react";
import { DropdownMenu } from "radix-ui";
import { useTexts } from "#components/texts/use-texts.ts";
import { chooseMlflow } from "./mlflow-inputs.tsx";

/** Two menu items to open an MLflow model, because browsers choose files and folders separately. */
export function OpenMlflowItems() {
  const texts = useTexts().mlflowModel;
  return (
    <>
      <DropdownMenu.Item className="menu-item" onSelect={() => chooseMlflow("zip")}>
        <PackageOpen aria-hidden /> {texts.openZip}
      </DropdownMenu.Item>
      <DropdownMenu.Item className="menu-item" onSelect={() => chooseMlflow("folder")}>
        <PackageOpen aria-hidden /> {texts.openFolder}
      </DropdownMenu.Item>
    </>
  );
}
