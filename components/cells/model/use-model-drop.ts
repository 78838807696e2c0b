import { type DragEvent, type DragEventHandler, useState } from "react";
import { useServices } from "#components/app-context.ts";
import { droppedFileHandle, droppedZip, openDropped } from "#components/bundles/open-dropped.ts";
import { droppedNotebook } from "#components/documents/dropped-notebook.ts";
import type { OpenModel } from "./use-open-model.ts";

interface ModelDrop {
  /** Whether something is being dragged over the cell. */
  readonly isOver: boolean;
  readonly handlers: {
    readonly onDragOver: DragEventHandler;
    readonly onDragLeave: DragEventHandler;
    readonly onDrop: DragEventHandler;
  };
}

/** Takes models dropped on the cell; the page takes notebooks. */
export function useModelDrop({ open, openZipOrBundle }: OpenModel): ModelDrop {
  const { reader } = useServices();
  const [isOver, setOver] = useState(false);

  function drop(event: DragEvent): void {
    const opening = openDropped(event.dataTransfer, reader.openZip);
    const zip = droppedZip(event.dataTransfer);
    const handle = zip && droppedFileHandle(event.dataTransfer);
    setOver(false);
    if (!opening || (!zip && droppedNotebook(event.dataTransfer))) return;
    event.preventDefault();
    if (zip) void handle?.then((found) => openZipOrBundle(zip, found));
    else open(opening);
  }

  return {
    isOver,
    handlers: {
      onDragOver(event) {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      },
      onDragLeave({ currentTarget, relatedTarget }) {
        const isInside = relatedTarget instanceof Node && currentTarget.contains(relatedTarget);
        if (!isInside) setOver(false);
      },
      onDrop: drop,
    },
  };
}
