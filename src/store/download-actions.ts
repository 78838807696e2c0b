/** Downloads models, watches downloads of other tabs, and lists the models that this browser keeps. */
import { hubAddress } from "#bundle/download/hub-address.ts";
import type { App } from "./app.ts";
import { downloadPace, forgetToken, keepDownloadPace, keptToken } from "./download-settings.ts";
import type { DownloadActions } from "./download-slice.ts";
import { RunningDownloads } from "./running-downloads.ts";

export function createDownloadActions(app: App): DownloadActions {
  const { downloads: port } = app.ports;
  const running = new RunningDownloads(app);
  const refreshModels = () => running.refresh();
  return {
    refreshModels,
    lookUpModel: (source, token, onWait, signal) => port.lookUp(source, token, onWait, signal),
    async lookUpCommit(repository, revision, signal) {
      const token = await keptToken(app, hubAddress);
      const found = await port.commit({ hubUrl: hubAddress, repository, revision }, token, signal);
      return { repository: found.repository, commit: found.commit };
    },
    examineModel: (plan, token, onFetchedBytes, signal) => port.examine(plan, token, onFetchedBytes, signal),

    startDownload: (plan, cellId, token) => running.start(plan, cellId, { token }),
    startImport: (plan, blobs, cellId) => running.start(plan, cellId, { blobs }),
    resumeDownload: (id, cellId) => running.run(id, cellId),
    pauseDownload: (id) => running.pause(id),
    cancelDownload: (id) => running.cancel(id),

    async checkKeptModel(id, onReadBytes, signal) {
      const damaged = await port.check(id, onReadBytes, signal);
      await refreshModels();
      if (damaged.length > 0) port.tell({ kind: "changed", id });
      return damaged;
    },

    downloadPace: () => downloadPace(app),
    keepDownloadPace: (pace) => keepDownloadPace(app, pace),
    keptToken: (hubUrl) => keptToken(app, hubUrl),
    forgetToken: (hubUrl) => forgetToken(app, hubUrl),
    modelsPersisted: (ask) => port.persisted(ask),
  };
}
