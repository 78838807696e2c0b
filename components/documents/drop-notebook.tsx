import { useEffect, useEffectEvent, useState } from "react";
import { useServices } from "#components/app-context.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import { openDropped } from "#components/bundles/open-dropped.ts";
import { droppedNotebook } from "./dropped-notebook.ts";
import { openMlflowFrom } from "./mlflow-inputs.tsx";
import { useDocuments } from "./use-documents.ts";

/** Opens an .ipynb or an MLflow model dropped anywhere on the page. A model cell takes zips and folders for itself. */
export function DropNotebook() {
  const texts = useTexts().documents;
  const { reader } = useServices();
  const { openFile } = useDocuments();
  const [over, setOver] = useState(false);

  const drop = useEffectEvent((event: DragEvent) => {
    setOver(false);
    if (event.defaultPrevented || !event.dataTransfer) return;
    const file = droppedNotebook(event.dataTransfer);
    const opening = file ? null : openDropped(event.dataTransfer, reader.openZip);
    if (!file && !opening) return;
    event.preventDefault();
    if (file) void openFile(file);
    else if (opening) openMlflowFrom(opening);
  });

  useEffect(() => {
    const drag = (event: DragEvent) => {
      if (!event.dataTransfer?.types.includes("Files")) return;
      // Otherwise the browser would leave the page and open the file.
      event.preventDefault();
      setOver(true);
    };
    const leave = (event: DragEvent) => {
      if (event.relatedTarget === null) setOver(false);
    };
    const dropped = (event: DragEvent) => drop(event);
    addEventListener("dragover", drag);
    addEventListener("dragleave", leave);
    addEventListener("drop", dropped);
    return () => {
      removeEventListener("dragover", drag);
      removeEventListener("dragleave", leave);
      removeEventListener("drop", dropped);
    };
  }, []);

  return over ? <p className="drop-notebook">{texts.drop}</p> : null;
}
