/** The ending of bundle files. */
export const bundleFileEnding = ".phi3bundle.zip";
