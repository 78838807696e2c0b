/** Interrupted uploads to servers: lists them and cleans up after them. To continue one, run its cell. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import { UnfinishedUploads } from "#registry/unfinished-uploads.ts";
import type { App } from "./app.ts";
import { accessTo } from "./server-access-actions.ts";
import type { UploadActions } from "./upload-slice.ts";

export function createUploadActions({ ports, store }: App): UploadActions {
  const { registry, uploads: storage, tabs } = ports;
  const { notify, loadCredentials } = store.getState();
  const unfinished = new UnfinishedUploads({ storage, tab: tabs.id, isTabOpen: tabs.isOpen });

  async function refreshUploads(): Promise<void> {
    const uploads = await unfinished.all();
    store.setState({
      uploads: await Promise.all(
        uploads.map(async (upload) => ({
          key: upload.key,
          cellId: upload.cellId,
          serverUrl: upload.serverUrl,
          sentCount: upload.sent.size,
          fileCount: upload.fileCount,
          isElsewhere: await unfinished.isInAnotherTab(upload),
        })),
      ),
    });
  }

  return {
    refreshUploads,

    async cleanUpUpload({ key, serverUrl }) {
      try {
        await loadCredentials(serverUrl);
        await registry.cleanUp(accessTo(store.getState(), serverUrl), key, new AbortController().signal);
        notify({
          tone: "success",
          text: message`The run and the model on ${serverUrl} are marked as ended.`,
        });
      } catch (thrown) {
        notify({
          tone: "error",
          text: AppError.from(thrown).wording,
          action: {
            label: message`Forget the upload`,
            run: () => void unfinished.remove(key).then(refreshUploads),
          },
        });
      }
      await refreshUploads();
    },
  };
}
