/** The part of the package's small worker that opens files, folders, zips and the hub's repositories. */
export { AppError } from "#base/errors.ts";
export {
  openDirectory,
  openFiles,
  openHub,
  openHubPage,
  openZipBlob,
  openZipUrl,
} from "#library/other-sources.ts";
