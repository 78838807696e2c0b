/** The bundle that ships with the page; a model cell's `bundleId` names it. */
export const embeddedBundleId = "phi3-demo";
