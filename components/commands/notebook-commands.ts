import { chooseMlflow } from "#components/documents/mlflow-inputs.tsx";
import { openDialog } from "#components/ui/open-dialog.ts";
import { TEMPLATE_IDS, TEMPLATE_TITLES, templateOf } from "#notebook/templates.ts";
import type { Command, CommandContext } from "./command.ts";

export function notebookCommands({ store, texts, say, documents }: CommandContext): readonly Command[] {
  const names = texts.commands.notebook;
  const group = "notebook";
  const now = store.getState;
  const here = () => now().notebook?.id ?? "";
  return [
    { group, name: names.keep, keys: ["$mod+s"], scope: "everywhere", run: () => void documents.keep() },
    { group, name: texts.documents.save, words: names.download, run: () => void documents.save() },
    { group, name: texts.documents.openFile, run: () => documents.chooseFile() },
    { group, name: texts.documents.openUrl, run: () => openDialog("url") },
    { group, name: texts.mlflowModel.openZip, run: () => chooseMlflow("zip") },
    { group, name: texts.mlflowModel.openFolder, run: () => chooseMlflow("folder") },
    { group, name: texts.documents.share, run: () => openDialog("share") },
    { group, name: texts.documents.publish, words: names.download, run: () => openDialog("publish") },
    { group, name: texts.bundle.save, words: names.download, run: () => openDialog("bundle") },
    { group, name: texts.documents.rename, run: () => openDialog("rename") },
    { group, name: names.duplicate, run: () => void documents.duplicate() },
    { group, name: names.delete, run: () => void documents.remove() },
    { group, name: names.reset, can: () => templateOf(here()) !== null, run: () => documents.reset() },
    {
      group,
      name: names.create(texts.documents.empty),
      run: () => void now().newDocument("empty", texts.documents.untitled),
    },
    ...TEMPLATE_IDS.map((id): Command => {
      const title = texts.documents.asShipped(say(TEMPLATE_TITLES[id]));
      return { group, name: names.create(title), run: () => void now().newDocument(id, title) };
    }),
    ...now().documents.map(({ id, title }): Command => ({
      group,
      name: names.open(say(title)),
      can: () => id !== here(),
      run: () => void now().openDocument(id),
    })),
  ];
}
