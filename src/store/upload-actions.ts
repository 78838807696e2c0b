/** Uploads to servers that ended early: which there are, and cleaning up after them. Going on with one is running its cell. */
import { AppError } from "#base/errors.ts";
import { message } from "#base/message.ts";
import type { NotebookStorage } from "#kernel/ports.ts";
import type { RegistryPort } from "#registry/registry-port.ts";
import type { CellId } from "#notebook/cell.ts";
import { UnfinishedUploads } from "#registry/unfinished-uploads.ts";
import type { ServerAccess } from "#registry/server.ts";
import type { AppActions } from "./app-state.ts";
import type { Tabs } from "./tabs.ts";

export interface StoppedUpload {
  readonly key: string;
  readonly cellId: CellId;
  readonly serverUrl: string;
  /** Files that arrived. */
  readonly sentCount: number;
  /** null where it ended before the files were known. */
  readonly fileCount: number | null;
  /** Another tab is working at it. */
  readonly isElsewhere: boolean;
}

export interface UploadState {
  readonly uploads: readonly StoppedUpload[];
}

/** Functions, not methods. */
export interface UploadActions {
  /** Reads which uploads are not finished. */
  readonly refreshUploads: () => Promise<void>;
  /** Ends the run and the model of the upload on its server; where that fails, the person is told and may forget it. */
  readonly cleanUpUpload: (upload: StoppedUpload) => Promise<void>;
}

interface UploadOptions {
  readonly registry: RegistryPort;
  readonly storage: NotebookStorage;
  readonly tabs: Tabs;
  readonly accessTo: (url: string) => ServerAccess;
  readonly loadCredentials: (url: string) => Promise<void>;
  readonly notify: AppActions["notify"];
  readonly change: (state: UploadState) => void;
}

export function createUploadActions(options: UploadOptions): UploadActions {
  const { registry, storage, tabs, notify, change } = options;
  const unfinished = new UnfinishedUploads({ storage, tab: tabs.id, isTabOpen: tabs.isOpen });

  async function refreshUploads(): Promise<void> {
    const uploads = await unfinished.all();
    change({
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
        await options.loadCredentials(serverUrl);
        await registry.cleanUp(options.accessTo(serverUrl), key, new AbortController().signal);
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
