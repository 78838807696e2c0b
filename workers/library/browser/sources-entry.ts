/** The part of the package's small worker that opens files, folders, zips and the hub's repositories. */
export {
  openDirectory,
  openFiles,
  openHub,
  openHubPage,
  openZipBlob,
  openZipUrl,
} from "#library/other-sources.ts";
