import { useMemo } from "react";
import { useApp, useServices } from "#components/app-context.ts";
import { useDocuments } from "#components/documents/use-documents.ts";
import { useSay } from "#components/texts/use-say.ts";
import { useTexts } from "#components/texts/use-texts.ts";
import type { Command } from "./command.ts";
import { editCommands } from "./edit-commands.ts";
import { notebookCommands } from "./notebook-commands.ts";
import { runCommands } from "./run-commands.ts";
import { viewCommands } from "./view-commands.ts";

/** Every command by its name: the only list, from which keys, palette and list of shortcuts are made. */
export function useCommands(): readonly Command[] {
  const services = useServices();
  const texts = useTexts();
  const say = useSay();
  const documents = useDocuments();
  const entries = useApp((state) => state.documents);
  return useMemo(() => {
    const context = { ...services, texts, say, documents };
    return [
      ...runCommands(context),
      ...editCommands(context),
      ...viewCommands(context),
      ...notebookCommands(context),
    ];
    // oxlint-disable-next-line react-hooks/exhaustive-deps -- the notebooks' titles are names of commands
  }, [services, texts, say, documents, entries]);
}
